/* Photos on the device: made smaller before they are sent, turned, cut, and faces or numbers covered.

   What is covered here is covered before anybody else gets the photo; the server never sees it bare. */
window.deskPhotos = (function () {
  "use strict";
  var LONGEST = 2048;
  var QUALITY = 0.82;
  var SMALL = 400 * 1024;
  var ENOUGH = 600 * 1024;
  var TRIES = [[LONGEST, QUALITY], [LONGEST, 0.7], [1600, 0.7]];
  var CELLS = 6;

  function loaded(file) {
    return new Promise(function (done, fail) {
      var image = new Image();
      var address = URL.createObjectURL(file);
      image.onload = function () { URL.revokeObjectURL(address); done(image); };
      image.onerror = function () { URL.revokeObjectURL(address); fail(new Error("not shown here")); };
      image.src = address;
    });
  }
  function canvasOf(width, height) {
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width));
    canvas.height = Math.max(1, Math.round(height));
    return canvas;
  }
  function fileOf(canvas, name, quality) {
    return new Promise(function (done) {
      canvas.toBlob(function (blob) {
        done(blob && new File([blob], name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" }));
      }, "image/jpeg", quality || QUALITY);
    });
  }
  function drawn(image, most) {
    var scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
    var canvas = canvasOf(image.naturalWidth * scale, image.naturalHeight * scale);
    var brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
  /* Half a minute of a weak line for each photo at most: leaves and gravel weigh three times as much as faces. */
  function lightEnough(image, name, at) {
    return fileOf(drawn(image, TRIES[at][0]), name, TRIES[at][1]).then(function (made) {
      var isLast = at + 1 === TRIES.length;
      return !made || made.size <= ENOUGH || isLast ? made : lightEnough(image, name, at + 1);
    });
  }
  /* The file to send: smaller where the device can read it, else as it is (HEIC on Android). */
  function shrink(file) {
    if (file.type === "image/gif") return Promise.resolve(file);
    return loaded(file).then(function (image) {
      var fits = Math.max(image.naturalWidth, image.naturalHeight) <= LONGEST && file.size <= SMALL;
      if (fits) return file;
      return lightEnough(image, file.name, 0).then(function (made) {
        return made && made.size < file.size ? made : file;
      });
    }).catch(function () { return file; });
  }

  /* The tool. */
  function make(tag, words, press) {
    var made = document.createElement(tag);
    if (words) made.textContent = words;
    if (press) { made.type = "button"; made.className = "button button-small button-secondary"; made.addEventListener("click", press); }
    return made;
  }
  function turned(canvas, way) {
    var next = canvasOf(canvas.height, canvas.width);
    var brush = next.getContext("2d");
    brush.translate(next.width / 2, next.height / 2);
    brush.rotate(way * Math.PI / 2);
    brush.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
    return next;
  }
  function cut(canvas, box) {
    var next = canvasOf(box.width, box.height);
    next.getContext("2d").drawImage(canvas, box.x, box.y, box.width, box.height, 0, 0, next.width, next.height);
    return next;
  }
  /* A few plain cells: nothing of a face or a number can be reckoned back from them. */
  function covered(canvas, box) {
    var next = canvasOf(canvas.width, canvas.height);
    var brush = next.getContext("2d");
    brush.drawImage(canvas, 0, 0);
    var tiny = canvasOf(Math.min(CELLS, box.width), Math.min(CELLS, box.height));
    tiny.getContext("2d").drawImage(canvas, box.x, box.y, box.width, box.height, 0, 0, tiny.width, tiny.height);
    brush.imageSmoothingEnabled = false;
    brush.drawImage(tiny, 0, 0, tiny.width, tiny.height, box.x, box.y, box.width, box.height);
    return next;
  }
  function boxOf(from, to, canvas) {
    var x = Math.max(0, Math.min(from.x, to.x)), y = Math.max(0, Math.min(from.y, to.y));
    return {
      x: x, y: y,
      width: Math.min(canvas.width, Math.max(from.x, to.x)) - x,
      height: Math.min(canvas.height, Math.max(from.y, to.y)) - y
    };
  }
  function edit(file) {
    return loaded(file).then(function (image) {
      return new Promise(function (done) { open(drawn(image, LONGEST * 1.25), file.name, done); });
    });
  }
  function open(first, name, done) {
    var states = [first], mode = "cover", from = null, changed = false;
    var dialog = make("dialog");
    dialog.className = "photo-tool";
    dialog.setAttribute("aria-labelledby", "photo-tool-heading");
    var heading = make("h2", "Xoay, cắt, che ảnh");
    heading.id = "photo-tool-heading";
    var note = make("p");
    note.setAttribute("role", "status");
    var shown = make("canvas");
    shown.tabIndex = 0;
    shown.setAttribute("role", "img");
    shown.setAttribute("aria-label", "Ảnh đang sửa");
    var tools = make("div");
    tools.className = "photo-tool__tools";
    var cover = make("button", "Che mặt, che số", function () { choose("cover"); });
    var crop = make("button", "Cắt", function () { choose("cut"); });
    var undo = make("button", "Hoàn tác", function () { if (states.length > 1) { states.pop(); draw(); } });
    var ready = make("button", "Xong", function () {
      fileOf(top(), name).then(function (made) { close(states.length > 1 || changed ? made : null); });
    });
    ready.classList.remove("button-secondary");
    [cover, crop, make("button", "Xoay trái", function () { step(turned(top(), -1)); }),
      make("button", "Xoay phải", function () { step(turned(top(), 1)); }), undo, ready,
      make("button", "Thôi", function () { close(null); })].forEach(function (one) { tools.appendChild(one); });
    [heading, note, tools, shown].forEach(function (one) { dialog.appendChild(one); });
    dialog.addEventListener("cancel", function (event) { event.preventDefault(); close(null); });

    function top() { return states[states.length - 1]; }
    function step(next) { states.push(next); from = null; draw(); }
    function choose(next) {
      mode = next;
      from = null;
      cover.setAttribute("aria-pressed", String(mode === "cover"));
      crop.setAttribute("aria-pressed", String(mode === "cut"));
      note.textContent = mode === "cover"
        ? "Kéo ngón tay quanh mặt hoặc số cần che; hoặc chạm hai góc."
        : "Kéo quanh phần muốn giữ; hoặc chạm hai góc.";
    }
    function draw(box) {
      var canvas = top();
      shown.width = canvas.width;
      shown.height = canvas.height;
      var brush = shown.getContext("2d");
      brush.drawImage(canvas, 0, 0);
      undo.disabled = states.length < 2;
      if (!box) return;
      brush.lineWidth = Math.max(3, canvas.width / 200);
      brush.strokeStyle = "#fff";
      brush.strokeRect(box.x, box.y, box.width, box.height);
      brush.setLineDash([brush.lineWidth * 2]);
      brush.strokeStyle = "#a81c20";
      brush.strokeRect(box.x, box.y, box.width, box.height);
    }
    function at(event) {
      var frame = shown.getBoundingClientRect();
      return { x: (event.clientX - frame.left) * shown.width / frame.width, y: (event.clientY - frame.top) * shown.height / frame.height };
    }
    function finish(to) {
      var box = boxOf(from, to, top());
      var least = top().width / 60;
      if (box.width < least || box.height < least) { draw({ x: from.x, y: from.y, width: 1, height: 1 }); return; }
      step(mode === "cover" ? covered(top(), box) : cut(top(), box));
      note.textContent = mode === "cover" ? "Đã che. Che tiếp chỗ khác, hoặc bấm “Xong”." : "Đã cắt. Bấm “Xong” khi được.";
    }
    shown.addEventListener("pointerdown", function (event) {
      event.preventDefault();
      shown.setPointerCapture(event.pointerId);
      from = from || at(event);
    });
    shown.addEventListener("pointermove", function (event) {
      if (from && event.buttons) draw(boxOf(from, at(event), top()));
    });
    shown.addEventListener("pointerup", function (event) { if (from) finish(at(event)); });
    function close(made) {
      dialog.remove();
      done(made);
    }
    choose("cover");
    draw();
    document.body.appendChild(dialog);
    dialog.showModal();
  }
  return { shrink: shrink, edit: edit, loaded: loaded };
})();
