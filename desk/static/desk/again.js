/* Inside the dialog of keep.js: tells the page around it that somebody is signed in. */
(function () {
  "use strict";
  var told = document.currentScript.dataset;
  window.parent.postMessage({ signedInAgain: true, user: told.user, token: told.token, key: told.key }, window.location.origin);
})();
