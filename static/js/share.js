// The share block of the thank-you page: two more buttons, shown only where the browser can do what they say.
const link = document.getElementById("share-link");
const share = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");

if (navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ text: link.dataset.text, url: link.value }).catch(() => {}); // closed without sharing
  });
}
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    copy.textContent = copy.dataset.copied;
  });
}
