/* "@" in a note offers the names of colleagues, "/" in a mail the saved replies. Without this script names are
   written by hand, and replies are chosen from the list above the mail. */
(function () {
  "use strict";
  var SIGNS = {
    mentions: /(?:^|[^\p{L}\p{N}_.@])@([\p{L}\p{N}_.\- ]{0,40})$/u,
    replies: /(?:^|\s)\/([\p{L}\p{N}_.\- ]{0,40})$/u
  };
  document.querySelectorAll("textarea[data-mentions], textarea[data-replies]").forEach(function (box) {
    var kind = box.dataset.mentions ? "mentions" : "replies";
    var source = document.getElementById(box.dataset[kind]);
    var texts = {};
    var names = (source ? JSON.parse(source.textContent) : []).map(function (offered) {
      if (kind === "replies") texts[offered.name] = offered.text;
      return kind === "replies" ? offered.name : offered;
    });
    if (!names.length) return;
    var hint = document.getElementById(box.id + "_hint");
    if (hint) hint.hidden = false;
    var list = document.createElement("ul");
    list.className = "offers";
    list.id = box.id + "_offers";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.querySelector('label[for="' + box.id + '"]').textContent);
    list.hidden = true;
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    var at = 0;

    function typed() {
      var before = box.value.slice(0, box.selectionStart);
      var found = SIGNS[kind].exec(before);
      return found ? found[1] : null;
    }
    function close() {
      list.hidden = true;
      list.replaceChildren();
      box.removeAttribute("aria-activedescendant");
    }
    function mark(number) {
      at = (number + list.children.length) % list.children.length;
      Array.from(list.children).forEach(function (item, place) {
        item.setAttribute("aria-selected", place === at ? "true" : "false");
      });
      box.setAttribute("aria-activedescendant", list.children[at].id);
    }
    function take(name) {
      /* A reply takes the place of the "/", a name stays behind its "@". */
      var start = box.selectionStart - typed().length - (kind === "replies" ? 1 : 0);
      box.setRangeText(kind === "replies" ? texts[name] : name + " ", start, box.selectionStart, "end");
      close();
      box.focus();
    }
    function offer() {
      var part = typed();
      var fits = part === null ? [] : names.filter(function (name) {
        return name.toLowerCase().split(" ").concat(name.toLowerCase()).some(function (word) {
          return word.startsWith(part.toLowerCase());
        });
      }).slice(0, 6);
      close();
      fits.forEach(function (name, place) {
        var item = document.createElement("li");
        item.id = list.id + "_" + place;
        item.setAttribute("role", "option");
        item.textContent = name;
        item.addEventListener("mousedown", function (event) { event.preventDefault(); take(name); });
        list.append(item);
      });
      if (!fits.length) return;
      list.hidden = false;
      mark(0);
    }
    box.addEventListener("input", offer);
    box.addEventListener("blur", close);
    box.addEventListener("keydown", function (event) {
      if (list.hidden) return;
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at - 1);
      else if (event.key === "Enter" || event.key === "Tab") take(list.children[at].textContent);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
})();
