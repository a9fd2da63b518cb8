/* Passkeys: asks the device for what `data-options` says, puts the answer into the form and sends it. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-passkey]");
  var troubles = document.querySelectorAll("[data-passkey-trouble]");
  if (!form) { return; }

  function say(name) {
    var known = Array.prototype.some.call(troubles, function (words) { return words.dataset.passkeyTrouble === name; });
    troubles.forEach(function (words) { words.hidden = words.dataset.passkeyTrouble !== (known ? name : "other"); });
  }

  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (byte) { plain += String.fromCharCode(byte); });
    return window.btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /* What JSON cannot hold: PublicKeyCredential.parseCreationOptionsFromJSON is younger than offices' browsers. */
  function opened(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) { options.user.id = bytes(options.user.id); }
    (options.excludeCredentials || []).concat(options.allowCredentials || []).forEach(function (known) {
      known.id = bytes(known.id);
    });
    return options;
  }

  function closed(credential) {
    var given = credential.response, response = { clientDataJSON: text(given.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature"].forEach(function (part) {
      if (given[part]) { response[part] = text(given[part]); }
    });
    return JSON.stringify({ id: text(credential.rawId), rawId: text(credential.rawId), type: credential.type, response: response });
  }

  if (!window.PublicKeyCredential || !navigator.credentials) {
    if (form.dataset.passkey === "create") { say("none"); }
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    troubles.forEach(function (words) { words.hidden = true; });
    var asked = { publicKey: opened(JSON.parse(form.dataset.options)) };
    navigator.credentials[form.dataset.passkey](asked).then(function (credential) {
      form.elements.credential.value = closed(credential);
      form.submit();
    }).catch(function (error) { say(error.name); });
  });
})();
