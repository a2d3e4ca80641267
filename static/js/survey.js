// What the page gains with a script; it works without. Digits choose a score while the focus is on the scale
// ("1" then "0" within 800 ms is 10), and the form is sent once.
const form = document.querySelector("form");
const scale = form.querySelector(".scale");
let lastDigit = "";
let lastAt = 0;

scale.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const isTen = lastDigit === "1" && event.key === "0" && event.timeStamp - lastAt < 800;
  const input = document.getElementById(`s${isTen ? 10 : event.key}`);
  lastDigit = event.key;
  lastAt = event.timeStamp;
  input.checked = true;
  input.focus();
  event.preventDefault();
});

const button = form.querySelector("button");
const label = button.textContent;
form.addEventListener("submit", (event) => {
  if (button.getAttribute("aria-disabled") === "true") return event.preventDefault();
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.sending;
});
// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => {
  button.removeAttribute("aria-disabled");
  button.textContent = label;
});
