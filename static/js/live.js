/* Parts of a page that refresh themselves (htmx, "every 3s"). */
(function () {
  "use strict";
  /* A tab nobody looks at asks for nothing. */
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (document.hidden) event.preventDefault();
  });
  /* Signed out meanwhile: show the sign-in page as a page, not inside the list. */
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered).pathname !== event.detail.requestConfig.path.split("?")[0]) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
})();
