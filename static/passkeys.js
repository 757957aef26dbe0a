/* Passkeys: allauth's own scripts do the asking; here only what a person hears when the device gives none. */
document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  var place = document.getElementById("passkey-said");
  if (place) {
    place.hidden = false;
    place.focus();
  }
});
