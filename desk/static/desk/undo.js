/* A deleted block comes back: beside "deleted" stands "Hoàn tác", as long as the page is open.

   Wagtail takes a block out at once, and the automatic save follows half a second later. */
(function () {
  "use strict";
  var blocks = window.wagtailStreamField && window.wagtailStreamField.blocks;
  if (!blocks) return;
  var sequence = Object.getPrototypeOf(blocks.StreamBlock.prototype);
  var plainDelete = sequence.deleteBlock;
  var bar = null;
  var undone = [];

  function labelOf(child) {
    var words = child.block && child.block.getTextLabel ? child.block.getTextLabel({ maxLength: 40 }) : "";
    return words ? "“" + words + "”" : "một khối";
  }
  function draw() {
    if (!bar) {
      bar = document.createElement("div");
      bar.className = "undo-bar";
      bar.setAttribute("role", "status");
      document.body.appendChild(bar);
    }
    bar.replaceChildren();
    bar.hidden = !undone.length;
    if (!undone.length) return;
    var last = undone[undone.length - 1];
    bar.append("Đã xóa " + last.label + ". ");
    bar.append(button("Hoàn tác", bringBack), button("Đóng", function () { undone = []; draw(); }));
  }
  function button(words, press) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small button-secondary";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }
  function bringBack() {
    var last = undone.pop();
    var index = Math.min(last.index, last.sequence.children.length);
    var options = { animate: true, focus: true, id: last.state.id };
    var isStream = last.sequence instanceof blocks.StreamBlock;
    last.sequence.insert(isStream ? last.state : last.state.value, index, options);
    var form = document.querySelector("[data-edit-form]");
    if (form) form.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  }
  sequence.deleteBlock = function (index, options) {
    var child = this.children[index];
    // Without an animation a script took it out, not the person.
    if (child && options && options.animate) {
      undone.push({ sequence: this, index: index, state: child.getState(), label: labelOf(child) });
    }
    var answer = plainDelete.apply(this, arguments);
    draw();
    return answer;
  };
})();
