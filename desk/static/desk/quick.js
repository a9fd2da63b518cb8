/* "Đăng nhanh": photos as a list with their words, made smaller here, sent once; kept without a signal. */
(function () {
  "use strict";
  var form = document.querySelector("[data-quick]");
  if (!form) return;
  var input = form.querySelector("[name=photos]");
  var list = form.querySelector("[data-photos]");
  var row = document.querySelector("[data-photo-row]");
  var state = form.querySelector("[data-state]");
  var device = window.deskDevice;
  var most = Number(input.dataset.most), largest = Number(input.dataset.largest);
  var photos = [];
  var sending = false, wanted = null, retry = 0;
  var RETRY = 8000;

  /* The photos. */
  function size(file) {
    var kilo = Math.round(file.size / 1024);
    return kilo < 1000 ? kilo + " KB" : (kilo / 1024).toFixed(1).replace(".", ",") + " MB";
  }
  function show(photo) {
    var image = photo.item.querySelector("img");
    window.deskPhotos.loaded(photo.file).then(function (drawn) {
      image.src = drawn.src = URL.createObjectURL(photo.file);
      photo.item.querySelector("[data-edit]").hidden = false;
    }, function () { image.classList.add("quick__unseen"); });
    photo.item.querySelector(".quick__size").textContent = size(photo.file);
    var tooLarge = photo.file.size > largest;
    say(photo.item.querySelector(".quick__error"), tooLarge ? "Ảnh nặng quá " + Math.round(largest / 1048576) + " MB. Hãy chọn cỡ nhỏ hơn trong máy ảnh." : "");
  }
  function say(place, words) { place.textContent = words || ""; }
  function number() {
    say(form.querySelector("[data-count]"), photos.length ? "Đã chọn " + photos.length + " ảnh; xem ở dưới." : "");
    photos.forEach(function (photo, index) {
      photo.item.querySelector("[data-up]").hidden = index === 0;
      photo.item.querySelectorAll("[data-part]").forEach(function (field) { field.name = field.dataset.part + "-" + index; });
    });
  }
  function add(file) {
    if (/^video\//.test(file.type) || /\.(mov|mp4|avi|mkv|3gp|m4v)$/i.test(file.name)) {
      say(error("photos"), "“" + file.name + "” là phim, không phải ảnh. Phim MP4 dưới 50 MB: bấm “Lưu nháp”, mở bài trong bàn làm việc, thêm khối “Âm thanh hoặc phim”; phim .mov thì lưu thành MP4 trước.");
      return Promise.resolve();
    }
    if (photos.length >= most) { say(error("photos"), "Mỗi bài nhiều nhất " + most + " ảnh."); return Promise.resolve(); }
    var item = row.content.firstElementChild.cloneNode(true);
    var photo = { item: item, file: file, ready: null };
    photos.push(photo);
    list.appendChild(item);
    item.querySelector("[data-remove]").addEventListener("click", function () {
      photos.splice(photos.indexOf(photo), 1);
      forgetSent(photo);
      item.remove();
      number();
      renew();
    });
    item.querySelector("[data-up]").addEventListener("click", function () {
      var index = photos.indexOf(photo);
      photos.splice(index - 1, 0, photos.splice(index, 1)[0]);
      list.insertBefore(item, item.previousElementSibling);
      number();
      item.querySelector("[data-remove]").focus();
    });
    item.querySelector("[data-edit]").addEventListener("click", function () {
      window.deskPhotos.edit(photo.file).then(function (made) {
        if (made) { photo.file = made; forgetSent(photo); show(photo); }
      });
    });
    number();
    photo.ready = window.deskPhotos.shrink(file).then(function (made) { photo.file = made; show(photo); });
    return photo.ready;
  }
  /* One after the other: an old phone holds one large photo at a time. */
  function addAll(files) {
    say(error("photos"), "");
    return Array.from(files).reduce(function (before, file) { return before.then(function () { return add(file); }); }, Promise.resolve());
  }
  var coming = Promise.resolve();
  function takeChosen() {
    var chosen = Array.from(input.files);
    input.value = "";
    if (chosen.length) coming = coming.then(function () { return addAll(chosen); });
  }
  input.addEventListener("change", takeChosen);
  takeChosen(); // on a slow line photos are chosen before this script has come

  /* Sending: each photo in a request of its own, then the words with the photos' numbers. */
  var dropped = [];
  function forgetSent(photo) {
    if (photo.number) dropped.push(photo.number);
    photo.number = "";
  }
  function token() { return form.elements.csrfmiddlewaretoken.value; }
  function dropBare() {
    if (!dropped.length) return Promise.resolve();
    var body = new FormData();
    dropped.forEach(function (number) { body.append("drop", number); });
    body.append("csrfmiddlewaretoken", token());
    return window.fetch(document.querySelector("[data-desk-photo]").dataset.deskPhoto, { method: "POST", body: body, credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } }).then(function () { dropped = []; });
  }
  function sendPhotos() {
    var fields = form.elements;
    if (!fields.section.value || !fields.title.value.trim() || !fields.text.value.trim()) return Promise.resolve();
    return photos.reduce(function (before, photo, index) {
      return before.then(function () {
        if (photo.number) return;
        say(state, "Đang gửi ảnh " + (index + 1) + " trên " + photos.length + " (" + size(photo.file) + ")…");
        return device.photo(photo.file, fields.section.value, token()).then(function (number) { photo.number = number; }, function (why) {
          if (why && why.refused) say(photo.item.querySelector(".quick__error"), why.refused);
          throw why;
        });
      });
    }, dropBare());
  }
  function error(name) { return form.querySelector("[data-error='" + name + "']"); }
  function renew() {
    form.querySelectorAll(".quick__error").forEach(function (place) { say(place, ""); });
  }
  function data(withFiles) {
    var body = new FormData(form);
    body.delete("photos");
    body.delete("confirmed");
    if (form.querySelector("[data-confirm]").checked) body.append("confirmed", "1");
    photos.forEach(function (photo) {
      if (withFiles) body.append("photos", photo.file, photo.file.name || "anh.jpg");
      else if (photo.number) body.append("image", photo.number);
    });
    body.set("do", wanted);
    return body;
  }
  function busy(is) {
    sending = is;
    form.querySelectorAll(".quick__bar button").forEach(function (button) { button.disabled = is; });
  }
  function refuse(answer) {
    renew();
    var first = null;
    Object.keys(answer.errors || {}).forEach(function (name) {
      var place = error(name);
      say(place || state, answer.errors[name]);
      first = first || form.querySelector("[name=" + name + "]:not([type=hidden])");
    });
    Object.keys(answer.photos || {}).forEach(function (index) {
      if (photos[index]) say(photos[index].item.querySelector(".quick__error"), answer.photos[index]);
    });
    var numbers = answer.numbers || [];
    var box = form.querySelector("[data-numbers]");
    box.hidden = !numbers.length;
    box.querySelector("[data-numbers-list]").replaceChildren.apply(box.querySelector("[data-numbers-list]"), numbers.map(function (words) {
      var line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    say(state, numbers.length ? "Chưa đăng: hãy xem các số trong bài rồi đánh dấu ô bên trên." : "Chưa gửi: hãy xem chỗ ghi chữ đỏ. Chữ và ảnh vẫn còn nguyên.");
    if (numbers.length) box.querySelector("input").focus();
    else if (first) first.focus();
  }
  function finish(answer) {
    device.drop(form);
    form.hidden = true;
    var done = document.querySelector("[data-done]");
    var said = done.querySelector("[data-done-said]");
    done.hidden = false;
    said.textContent = answer.said;
    done.querySelector("[data-done-edit]").href = answer.url;
    var view = done.querySelector("[data-done-view]");
    view.hidden = !answer.view;
    if (answer.view) view.href = answer.view;
    said.focus();
    window.removeEventListener("beforeunload", warn);
  }
  function send() {
    if (sending || !wanted) return;
    busy(true);
    window.clearTimeout(retry);
    coming.then(sendPhotos).then(function () {
      say(state, "Đang gửi bài…");
      return window.fetch(form.action, { method: "POST", body: data(false), credentials: "same-origin", headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    }).then(function (answer) {
      if (answer.redirected || answer.status >= 400 && answer.status !== 422) throw Object.assign(new Error("not now"), { status: answer.redirected ? 403 : answer.status });
      return answer.json().then(function (said) {
        busy(false);
        if (said.success) finish(said);
        else { wanted = null; refuse(said); }
      });
    }).catch(function (why) {
      busy(false);
      if (why && why.refused) {
        wanted = null;
        say(state, "Chưa gửi: có ảnh không nhận được, xem chữ đỏ dưới ảnh. Chữ và ảnh vẫn còn nguyên.");
        return;
      }
      device.keepData(form, data(true));
      if (why && (why.status === 401 || why.status === 403)) {
        say(state, "Chưa gửi được vì phiên làm việc đã hết. Đăng nhập lại xong sẽ tự gửi.");
        return;
      }
      say(state, "Chưa gửi được, sẽ tự gửi khi có mạng lại. Chữ và ảnh được giữ trên máy này.");
      retry = window.setTimeout(send, RETRY);
    });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    wanted = event.submitter ? event.submitter.value : "keep";
    send();
  });
  window.addEventListener("online", send);
  document.addEventListener("desk:signed-in", function (event) {
    form.elements.csrfmiddlewaretoken.value = event.detail.token;
    send();
  });
  function warn(event) {
    if (form.elements.title.value || form.elements.text.value || photos.length) event.preventDefault();
  }
  window.addEventListener("beforeunload", warn);

  /* What was shared to the installed app waits on the worker's shelf. */
  function takeShared() {
    if (!window.caches || !/[?&]chung=1/.test(window.location.search)) return;
    window.caches.open("desk-shared").then(function (shelf) {
      return shelf.keys().then(function (keys) {
        return Promise.all(keys.map(function (key) { return shelf.match(key).then(function (answer) { return [key.url, answer]; }); }));
      });
    }).then(function (kept) {
      kept.sort(function (a, b) { return a[0] < b[0] ? -1 : 1; });
      return Promise.all(kept.map(function (pair) {
        if (/\/chu$/.test(pair[0])) {
          return pair[1].json().then(function (words) {
            form.elements.title.value = form.elements.title.value || words[0];
            form.elements.text.value = form.elements.text.value || [words[1], words[2]].filter(Boolean).join("\n");
          });
        }
        return pair[1].blob().then(function (blob) {
          return new File([blob], decodeURIComponent(pair[1].headers.get("X-Name") || "anh.jpg"), { type: blob.type });
        });
      }));
    }).then(function (files) {
      window.history.replaceState(null, "", form.action);
      coming = addAll(files.filter(Boolean));
      return window.caches.delete("desk-shared");
    }).catch(function () {});
  }
  takeShared();
  if (navigator.serviceWorker) navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }).catch(function () {});
})();
