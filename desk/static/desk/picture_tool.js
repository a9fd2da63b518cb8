/* On the page of a picture: turn, cut, cover faces and numbers; saving replaces the file, the old one goes. */
(function () {
  "use strict";
  var told = document.currentScript.dataset;
  var input = document.querySelector("input[type=file][name=file]");
  if (!input || !window.deskPhotos || !window.DataTransfer) return;
  var place = document.createElement("div");
  var button = document.createElement("button");
  var note = document.createElement("p");
  button.type = "button";
  button.className = "button button-secondary";
  button.textContent = "Xoay, cắt, che ảnh này";
  note.setAttribute("role", "status");
  note.className = "help";
  note.textContent = "Che mặt, biển số, số điện thoại của người dân trước khi đăng. Lưu xong thì ảnh chưa che không còn trên trang.";
  place.className = "picture-tool";
  place.append(button, note);
  input.closest("[data-field-wrapper], .w-field__wrapper, div").after(place);
  button.addEventListener("click", function () {
    var chosen = input.files[0];
    var known = chosen ? Promise.resolve(chosen) : window.fetch(told.original, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.blob();
    }).then(function (blob) { return new File([blob], told.name, { type: blob.type }); });
    known.then(window.deskPhotos.edit).then(function (made) {
      if (!made) return;
      var carrier = new DataTransfer();
      carrier.items.add(made);
      input.files = carrier.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      note.textContent = "Ảnh đã sửa, chưa lưu. Bấm “Lưu” ở cuối trang để thay ảnh cũ ở mọi bài đang dùng.";
    }).catch(function () { note.textContent = "Chưa mở được ảnh này để sửa. Hãy thử lại."; });
  });
})();
