// Fill the hidden time zone field of the sign-up page. Without a script the organisation starts in UTC.
document.querySelectorAll("[data-browser-time-zone]").forEach((field) => {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
});
