// What the page gains with a script; it works without. Digits choose a score while the focus is on the scale
// ("1" then "0" within 800 ms is 10), the form is sent once, and a score is stored before "Send": for certain
// once a hand is on the page, less certainly when the page is looked at or left (surveys/rules/evidence.py).
const form = document.querySelector("form");
const scale = form.querySelector(".scale");
const note = form.querySelector("[role=status]");
const signal = form.dataset.signal; // none on an open link
const { seen, layout } = form.elements; // seen: how often a hand moved; empty without a script
const isTapped = () => layout.value === "email";
const chosen = () => scale.querySelector(":checked");
let lastDigit = "";
let lastAt = 0;
let timer = 0;
let told = false;
let saved = "";
let moves = 0;
let visible = 0;
let isSending = false;
seen.value = 0;

const tell = (evidence) => {
  const body = new URLSearchParams(new FormData(form));
  body.delete("comment");
  body.set("evidence", evidence);
  if (!chosen().defaultChecked) body.set("chosen", 1);
  if (navigator.webdriver) body.set("robot", 1);
  told = true;
  return evidence === "leave" || document.hidden
    ? navigator.sendBeacon(signal, body)
    : fetch(signal, { method: "POST", body, keepalive: true }).catch(() => false);
};

const save = async () => {
  const { value } = chosen();
  timer = clearTimeout(timer);
  saved = value;
  const { ok } = await tell("trusted");
  if (ok && chosen().value === value) note.textContent = form.dataset.saved.replace("{score}", value);
};

// A moment to think again: a slip of the finger is no answer yet.
const soon = () => {
  if (!signal || isSending || !chosen() || chosen().value === saved || seen.value < 1) return;
  clearTimeout(timer);
  timer = setTimeout(save, 700);
};

const hand = (event) => {
  if (!event.isTrusted || document.hidden || (event.type === "pointermove" && ++moves < 3)) return;
  seen.value++;
  if (isTapped() && !saved && !timer) soon();
};
for (const type of ["pointerdown", "touchstart", "keydown", "wheel", "pointermove", "click"])
  addEventListener(type, hand, { capture: true, passive: true });
scale.addEventListener("change", soon);

if (signal && isTapped()) {
  const clock = setInterval(() => {
    if (!document.hidden) visible += 100;
    if (told) clearInterval(clock);
    else if (visible >= 5000) tell("dwell");
  }, 100);
}
const leave = () => {
  if (isSending || !signal) return;
  if (timer) save();
  else if (!told && isTapped() && visible >= 800) tell("leave");
};
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => document.hidden && leave());

scale.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const isTen = lastDigit === "1" && event.key === "0" && event.timeStamp - lastAt < 800;
  const input = document.getElementById(`s${isTen ? 10 : event.key}`);
  lastDigit = event.key;
  lastAt = event.timeStamp;
  input.checked = true;
  input.focus();
  event.preventDefault();
  soon();
});

const button = form.querySelector("button");
const label = button.textContent;
form.addEventListener("submit", (event) => {
  if (button.getAttribute("aria-disabled") === "true") return event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.sending;
  isSending = true;
  timer = clearTimeout(timer);
  if (seen.value < 1) seen.value = -1; // pressed by some aid; form.submit() leaves the 0
});
// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => {
  button.removeAttribute("aria-disabled");
  button.textContent = label;
  isSending = false;
});
