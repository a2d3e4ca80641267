/* Single keys on the pages with cases. An element says with data-key which key leads to it; nothing works with a
   modifier, nor while a field has the focus or the help sheet is open. */
(function () {
  "use strict";
  var sheet = document.getElementById("keys");
  var opener = document.getElementById("keys-open");
  if (!sheet || !opener || !sheet.showModal) return;
  opener.hidden = false;
  opener.addEventListener("click", function () { sheet.showModal(); });

  function shown(element) {
    return !element.checkVisibility || element.checkVisibility();
  }
  function first(selector, within) {
    return Array.from((within || document).querySelectorAll(selector)).find(shown);
  }
  function lead(element) {
    if (element.tagName === "DETAILS") {
      element.open = true;
      (first("select, textarea, input:not([type=hidden])", element) || first("button", element)).focus();
    } else if (element.matches("input, select, textarea")) {
      element.focus();
    } else {
      element.click();
    }
  }
  function step(by) {
    var items = Array.from(document.querySelectorAll("#case-list a.item")).filter(shown);
    if (!items.length) return;
    var at = items.indexOf(document.activeElement);
    if (at < 0) at = items.findIndex(function (item) { return item.hasAttribute("aria-current"); });
    var next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1);
    items[next].focus();
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog") || sheet.open) return;
    var target = event.key.length === 1 && /[a-z/]/.test(event.key) && first('[data-key="' + event.key + '"]');
    if (event.key === "?") sheet.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (target) lead(target);
    else return;
    event.preventDefault();
  });
})();
