// Shows what is typed in the phone frame a moment after the last key. Without a script the button does it.
const editor = document.getElementById("editor");
const button = document.getElementById("show-preview");
const logo = editor.querySelector("input[type=file]");
let timer;

function show() {
  logo.disabled = true; // a picture is not sent for every key
  editor.requestSubmit(button);
  logo.disabled = false;
}

editor.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 400);
});
editor.addEventListener("submit", (event) => {
  if (event.submitter !== button) clearTimeout(timer);
});
