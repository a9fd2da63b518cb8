/* Nothing typed is lost: a form is sent only when it will be taken.

   Before the editor's form leaves the page, the server is asked whether the person is still signed in.
   If not, a dialog over the editor lets them sign in in place, and the form is sent then. Without a
   network the form waits on the screen and is sent by itself when there is one again. Anything else
   on the page that the server turns away (a chooser, an automatic save) opens the same dialog. What waits
   is kept on the device too (`device.js`), should the page be closed before. */
(function () {
  "use strict";
  var place = document.querySelector("[data-desk-session]");
  if (!place || window.parent !== window) return;
  var RETRY = 5000;
  var stateUrl = place.dataset.deskSession;
  var againUrl = place.dataset.deskAgain;
  var user = place.dataset.deskUser;
  var token = "";
  var plainFetch = window.fetch.bind(window);
  var dialog = null;
  var waiting = [];
  var passing = null;
  var pending = null;
  var bar = null;

  function ask() {
    return plainFetch(stateUrl, {
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      credentials: "same-origin", cache: "no-store"
    }).then(function (answer) {
      if (answer.status >= 500) throw new Error("not now");
      if (!answer.ok || answer.redirected) return null;
      return answer.json();
    });
  }
  var device = window.deskDevice;
  function take(state) {
    token = state.token;
    device.learn(state);
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) {
      field.value = token;
    });
  }

  /* The dialog. */
  function make(tag, words) {
    var made = document.createElement(tag);
    if (words) made.textContent = words;
    return made;
  }
  function editForm() { return document.querySelector("[data-edit-form]"); }
  function openDialog() {
    if (dialog) return;
    device.keep(editForm());
    dialog = make("dialog");
    dialog.className = "sign-in-again";
    dialog.setAttribute("aria-labelledby", "sign-in-again-heading");
    var heading = make("h2", "Phiên làm việc đã hết");
    heading.id = "sign-in-again-heading";
    var frame = make("iframe");
    frame.title = "Đăng nhập lại";
    frame.src = againUrl;
    var note = make("p", "Hãy đăng nhập lại ngay tại đây. Bài đang viết vẫn còn nguyên phía sau, chưa mất chữ nào.");
    note.setAttribute("role", "status");
    var close = make("button", "Để sau, quay lại bài");
    close.type = "button";
    close.className = "button button-secondary";
    close.addEventListener("click", closeDialog);
    dialog.addEventListener("cancel", function (event) { event.preventDefault(); closeDialog(); });
    [heading, note, frame, close].forEach(function (part) { dialog.appendChild(part); });
    document.body.appendChild(dialog);
    dialog.showModal();
  }
  function hideDialog() {
    if (dialog) dialog.remove();
    dialog = null;
    waiting = [];
  }
  function closeDialog() {
    hideDialog();
    unmark();
  }
  window.addEventListener("message", function (event) {
    var told = event.data || {};
    if (event.origin !== window.location.origin || !told.signedInAgain || !dialog) return;
    if (event.source !== dialog.querySelector("iframe").contentWindow) return;
    if (String(told.user) !== user) {
      dialog.querySelector("p").textContent =
        "Đây là tài khoản của người khác, nên bài chưa được gửi. Hãy chép chữ cần giữ, hoặc nhờ người đó đăng xuất rồi đăng nhập lại.";
      return;
    }
    take(told);
    var then = waiting;
    hideDialog();
    say("Đã đăng nhập lại, bài còn nguyên.", 4000);
    then.forEach(function (go) { go(); });
    document.dispatchEvent(new CustomEvent("desk:signed-in", { detail: { token: told.token } }));
  });

  /* The line at the foot. */
  function say(words, milliseconds) {
    if (!bar) {
      bar = make("div");
      bar.className = "keep-bar";
      bar.setAttribute("role", "status");
      document.body.appendChild(bar);
    }
    bar.textContent = words;
    bar.hidden = !words;
    if (milliseconds) window.setTimeout(function () { if (bar.textContent === words) bar.hidden = true; }, milliseconds);
  }

  /* Sending. */
  function unmark() {
    if (!pending) return;
    var button = pending.button;
    pending = null;
    if (button) { button.removeAttribute("aria-busy"); button.disabled = false; }
  }
  function send() {
    if (!pending) return;
    var form = pending.form, button = pending.button;
    unmark();
    device.leaving(form);
    passing = form;
    if (button && button.form === form) form.requestSubmit(button);
    else form.requestSubmit();
    passing = null;
  }
  function trySending() {
    if (!pending) return;
    ask().then(function (state) {
      say("");
      if (state && String(state.user) === user) { take(state); send(); return; }
      waiting = [send];
      openDialog();
    }, function () {
      say("Chưa gửi được vì mất mạng, có mạng lại sẽ tự gửi. Bài còn nguyên trên màn hình và được giữ trên máy này.");
      if (pending) device.keep(pending.form);
      window.setTimeout(trySending, RETRY);
    });
  }
  window.addEventListener("online", function () { if (pending) trySending(); });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form === passing || !form.matches("[data-edit-form], [data-keep]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (pending) return;
    pending = { form: form, button: event.submitter };
    if (pending.button) pending.button.setAttribute("aria-busy", "true");
    trySending();
  }, true);

  /* Without a network nothing is saved by itself: what is typed is kept on the device meanwhile. */
  var cut = false;
  var keepSoon = 0;
  document.addEventListener("w-autosave:error", function (event) {
    if (event.detail.type !== "network_error") return;
    cut = true;
    device.keep(editForm());
    if (!pending) say("Mất mạng: bài chưa gửi được, sẽ tự gửi khi có mạng lại. Chữ viết tiếp vẫn được giữ trên máy này.");
  });
  document.addEventListener("w-autosave:success", function (event) {
    if (cut) say("Đã có mạng, bài đã được lưu.", 4000);
    cut = false;
    device.saved(event.detail.response && event.detail.response.revision_id);
    device.forget(event.target.matches && event.target.matches("[data-edit-form]") ? event.target : editForm());
  });
  document.addEventListener("input", function () {
    if (!cut) return;
    window.clearTimeout(keepSoon);
    keepSoon = window.setTimeout(function () { device.keep(editForm()); }, 1000);
  });
  window.addEventListener("online", function () {
    var form = editForm();
    if (cut && form && !pending) form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));
  });
  ["click", "submit"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var pressed = event.target.closest && event.target.closest("[href*='/logout/'], [action*='/logout/'], [formaction*='/logout/']");
      if (pressed) device.forgetAll();
    }, true);
  });

  /* Without a network Wagtail asks whether to go on; here the form simply waits. */
  document.addEventListener("click", function (event) {
    var press = event.target.closest && event.target.closest("[data-edit-form] button");
    var element = document.querySelector("[data-controller~=w-session]");
    var session = press && element && window.wagtail && window.wagtail.app.getControllerForElementAndIdentifier(element, "w-session");
    if (session && session.interceptValue === "network") session.interceptValue = "";
  }, true);

  /* What could not be sent last time is sent now, as a draft. */
  function hour(at) { return new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" }); }
  function line(words, presses) {
    say(words);
    presses.forEach(function (press) {
      var pressed = make("button", press[0]);
      pressed.type = "button";
      pressed.className = "button button-small button-secondary";
      pressed.addEventListener("click", press[1]);
      bar.appendChild(pressed);
    });
  }
  function sent(draft, said) {
    if (said.gone) return;
    var edit = said.url || draft.action;
    var here = window.location.pathname === draft.action || window.location.pathname === edit;
    line((said.said || "Đã gửi thành bản nháp:") + " “" + draft.title + "”, viết lúc " + hour(draft.at) + ".", [
      [here ? "Xem bản vừa gửi" : "Mở bài", function () { window.location.assign(edit); }],
      ["Đóng", function () { say(""); }]
    ]);
  }
  function sendKept(draft, asNewest) {
    return device.send(draft, token, asNewest).then(function (said) { sent(draft, said); }, function (said) {
      var newer = said && said.error_code === "invalid_revision";
      var why = newer ? "nhưng trong lúc đó bài đã có bản mới hơn" : "nhưng máy chủ chưa nhận";
      line("Còn bản “" + draft.title + "” viết lúc " + hour(draft.at) + " chưa gửi được, " + why + ".", [
        [newer ? "Vẫn lưu thành bản mới nhất" : "Gửi lại", function () { sendKept(draft, newer); }],
        ["Bỏ bản này", function () { device.forget({ action: draft.action }); say(""); }]
      ]);
    });
  }
  function sendAllKept(state) {
    return device.learn(state).then(device.all).then(function (drafts) {
      return drafts.reduce(function (before, draft) { return before.then(function () { return sendKept(draft, false); }); }, Promise.resolve());
    });
  }
  device.waits().then(function (waits) {
    if (!waits && !editForm() && !document.querySelector("[data-quick]")) return;
    return ask().then(function (state) {
      if (!state || String(state.user) !== user) return;
      token = state.token;
      return waits ? sendAllKept(state) : device.learn(state);
    });
  }).catch(function () {});

  /* What else the server turns away. */
  var asked = 0;
  function lookWhether(status, address) {
    var isDoor = /\/login\/|\/xac-thuc\/nhap-ma\//.test(address || "");
    if ((status !== 403 && status !== 401 && !isDoor) || dialog || Date.now() - asked < 1000) return;
    asked = Date.now();
    ask().then(function (state) {
      if (!state) openDialog();
      else if (String(state.user) === user) take(state);
    }, function () {});
  }
  function fresh(options) {
    if (!token || !options || !options.headers) return options;
    var headers = new Headers(options.headers);
    if (!headers.has("X-CSRFToken")) return options;
    headers.set("X-CSRFToken", token);
    return Object.assign({}, options, { headers: headers });
  }
  window.fetch = function (resource, options) {
    return plainFetch(resource, fresh(options)).then(function (answer) {
      lookWhether(answer.status, answer.redirected ? answer.url : "");
      return answer;
    });
  };
  var plainHeader = XMLHttpRequest.prototype.setRequestHeader;
  XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
    return plainHeader.call(this, name, token && name === "X-CSRFToken" ? token : value);
  };
  var plainSend = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function () {
    this.addEventListener("loadend", function () { lookWhether(this.status, this.responseURL); });
    return plainSend.apply(this, arguments);
  };
})();
