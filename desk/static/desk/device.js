/* What could not be sent is kept on the device until it can be: encrypted, for its own writer only.

   A form is a list of names and values, ciphered with a key that the server gives to the person signed
   in and that is never stored. It is gone once it was sent, thrown away, or the person signed out.
   `keep.js` says when to keep; this file keeps, and on the next page offers and sends. */
window.deskDevice = (function () {
  "use strict";
  var place = document.querySelector("[data-desk-session]");
  var able = place && window.indexedDB && window.crypto && window.crypto.subtle && window.parent === window;
  var nothing = Promise.resolve(null);
  if (!able) {
    var idle = function () { return nothing; };
    return { keep: idle, saved: idle, keepData: idle, drop: idle, forget: idle, forgetAll: idle, leaving: idle, waits: idle, all: idle, send: idle, learn: idle };
  }
  var user = place.dataset.deskUser;
  var SENT = "desk-sent";
  var cipherKey = null;
  var opened = null;

  function database() {
    opened = opened || new Promise(function (done, fail) {
      var asked = window.indexedDB.open("desk", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("drafts", { keyPath: "id" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { opened = null; fail(asked.error); };
    });
    return opened;
  }
  function inStore(mode, act) {
    return database().then(function (base) {
      return new Promise(function (done, fail) {
        var change = base.transaction("drafts", mode);
        var asked = act(change.objectStore("drafts"));
        change.oncomplete = function () { done(asked && asked.result); };
        change.onerror = change.onabort = function () { fail(change.error); };
      });
    });
  }

  /* The key: asked for while there is still a network, held in this page only. */
  function learn(state) {
    if (!state || !state.key || String(state.user) !== user) return nothing;
    var bytes = Uint8Array.from(window.atob(state.key), function (letter) { return letter.charCodeAt(0); });
    return window.crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]).then(function (made) {
      cipherKey = made;
    });
  }

  function idOf(form) {
    return user + " " + new URL(form.action, window.location.href).pathname;
  }
  function isFile(pair) { return typeof pair[1] !== "string"; }
  function titleOf(values) {
    var found = values.find(function (pair) { return pair[0] === "title"; });
    return (found && found[1]) || "chưa có tên";
  }
  function cipher(bytes) {
    var start = window.crypto.getRandomValues(new Uint8Array(12));
    return window.crypto.subtle.encrypt({ name: "AES-GCM", iv: start }, cipherKey, bytes).then(function (hidden) {
      return { start: start, hidden: hidden };
    });
  }
  function decipher(kept) {
    return window.crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.start }, cipherKey, kept.hidden);
  }
  function keepData(form, data) {
    if (!cipherKey || !form) return nothing;
    var pairs = Array.from(data).filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
    var values = pairs.filter(function (pair) { return !isFile(pair); });
    var files = pairs.filter(function (pair) { return isFile(pair) && pair[1].size; });
    var told = { title: titleOf(values), values: values, files: files.map(function (pair) {
      return { field: pair[0], name: pair[1].name, type: pair[1].type };
    }) };
    return Promise.all([cipher(new TextEncoder().encode(JSON.stringify(told)))].concat(files.map(function (pair) {
      return pair[1].arrayBuffer().then(cipher);
    }))).then(function (parts) {
      var kept = { id: idOf(form), user: user, at: Date.now(), words: parts[0], files: parts.slice(1) };
      return inStore("readwrite", function (store) { return store.put(kept); });
    }).catch(function () {});
  }
  /* The version that this page saved last by itself: what is kept goes on from there. */
  var savedAs = "";
  function saved(revision) { savedAs = revision ? String(revision) : savedAs; }
  function keep(form) {
    if (!form || !form.matches("[data-edit-form]")) return nothing;
    var data = new FormData(form);
    if (savedAs) data.set("overwrite_revision_id", savedAs);
    return keepData(form, data);
  }
  function drop(id) {
    return inStore("readwrite", function (store) { return store.delete(id); }).catch(function () {});
  }
  function forget(form) { return drop(idOf(form)); }
  function mine() {
    return inStore("readonly", function (store) { return store.getAll(); }).then(function (rows) {
      return rows.filter(function (row) { return row.user === user; });
    }).catch(function () { return []; });
  }
  function forgetAll() {
    return inStore("readwrite", function (store) {
      var asked = store.getAll();
      asked.onsuccess = function () {
        asked.result.forEach(function (row) { if (row.user === user) store.delete(row.id); });
      };
      return asked;
    }).catch(function () {});
  }

  function waits() { return mine().then(function (rows) { return rows.length > 0; }); }

  /* A form that leaves the page for good: forgotten once the next page has come. */
  function leaving(form) {
    try { window.sessionStorage.setItem(SENT, idOf(form)); } catch { /* private windows */ }
  }
  function settleLast() {
    var id = null;
    try { id = window.sessionStorage.getItem(SENT); window.sessionStorage.removeItem(SENT); } catch { /* as above */ }
    var way = (window.performance.getEntriesByType("navigation")[0] || {}).type;
    return id && way === "navigate" ? drop(id) : nothing;
  }

  function open(row) {
    return Promise.all([decipher(row.words)].concat(row.files.map(decipher))).then(function (parts) {
      var told = JSON.parse(new TextDecoder().decode(parts[0]));
      var files = told.files.map(function (file, number) {
        return [file.field, new File([parts[number + 1]], file.name, { type: file.type })];
      });
      return { id: row.id, at: row.at, action: row.id.split(" ")[1], title: told.title, values: told.values, files: files };
    }).catch(function () { return drop(row.id); });
  }
  function all() {
    if (!cipherKey) return Promise.resolve([]);
    return settleLast().then(mine).then(function (rows) {
      return Promise.all(rows.map(open));
    }).then(function (drafts) { return drafts.filter(Boolean); });
  }

  /* Sent as a draft, once: whoever takes it out of the store first sends it. */
  function claim(id) {
    return inStore("readwrite", function (store) {
      var asked = store.get(id);
      asked.onsuccess = function () { if (asked.result) store.delete(id); };
      return asked;
    });
  }
  /* One photo, a request of its own; what the server says against it is thrown as `{refused: words}`. */
  function photo(file, section, token) {
    var body = new FormData();
    body.append("photo", file, file.name || "anh.jpg");
    body.append("section", section);
    body.append("csrfmiddlewaretoken", token);
    return window.fetch(place.dataset.deskPhoto, {
      method: "POST", body: body, credentials: "same-origin",
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" }
    }).then(function (answer) {
      if (answer.redirected || answer.status === 403 || answer.status >= 500) throw Object.assign(new Error("not now"), { status: answer.redirected ? 403 : answer.status });
      return answer.json();
    }).then(function (said) {
      if (!said.success) throw { refused: said.error };
      return String(said.image);
    });
  }
  function valueOf(draft, name) {
    var found = draft.values.find(function (pair) { return pair[0] === name; });
    return found ? found[1] : "";
  }
  function photosFirst(draft, token) {
    return draft.files.reduce(function (before, pair) {
      return before.then(function (numbers) {
        return photo(pair[1], valueOf(draft, "section"), token).then(function (number) { return numbers.concat(number); });
      });
    }, Promise.resolve([]));
  }
  function send(draft, token, asNewest) {
    return claim(draft.id).then(function (row) {
      if (!row) return { gone: true };
      var body = new FormData();
      draft.values.forEach(function (pair) {
        if (/^action-/.test(pair[0])) return;
        if (asNewest && /^(overwrite|loaded)_revision_/.test(pair[0])) return;
        body.append(pair[0], pair[1]);
      });
      body.append("csrfmiddlewaretoken", token);
      var back = function (why) { return inStore("readwrite", function (store) { return store.put(row); }).then(function () { throw why; }); };
      return photosFirst(draft, token).then(function (numbers) {
        numbers.forEach(function (number) { body.append("image", number); });
        return window.fetch(draft.action, {
        method: "POST", body: body, credentials: "same-origin",
          headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" }
        });
      }).then(function (answer) {
        if (answer.redirected || answer.status === 403 || answer.status >= 500) throw new Error("not now");
        return answer.json();
      }).then(function (said) {
        return said.success ? said : back(said);
      }, back);
    });
  }
  return { keep: keep, saved: saved, keepData: keepData, drop: forget, forget: forget, forgetAll: forgetAll, leaving: leaving, waits: waits, all: all, photo: photo, send: send, learn: learn };
})();
