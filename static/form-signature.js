// Pads to draw a signature on, with a pen, a finger or a mouse. What is drawn is kept as the strokes, in SVG path
// data of whole numbers: small, sharp on paper, and nothing but numbers. Who uses a keyboard types the name.
(function () {
  "use strict";
  var api = window.procbookForm;
  var store = window.procbookStore;
  if (!api || !store) return;
  var words = api.words;
  var WIDTH = 600;
  var HEIGHT = 240;
  // Nearer points, and points nearer to the line between their neighbours, show no difference.
  var NEAR = 2;
  var FLAT = 0.7;

  /** Leaves out the points that lie on the way between others (Ramer, Douglas and Peucker). */
  function simple(points) {
    var keep = points.map(function () { return false; });
    var waiting = [[0, points.length - 1]];
    keep[0] = keep[points.length - 1] = true;
    while (waiting.length) {
      var range = waiting.pop();
      var a = points[range[0]];
      var b = points[range[1]];
      var long = Math.hypot(b[0] - a[0], b[1] - a[1]);
      var most = 0;
      var at = 0;
      for (var i = range[0] + 1; i < range[1]; i += 1) {
        var p = points[i];
        var off = long ? Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / long : Math.hypot(p[0] - a[0], p[1] - a[1]);
        if (off > most) {
          most = off;
          at = i;
        }
      }
      if (most <= FLAT) continue;
      keep[at] = true;
      waiting.push([range[0], at], [at, range[1]]);
    }
    return points.filter(function (point, i) { return keep[i]; });
  }
  /** A stroke as path data; a dot is a line to where it begins, which round ends make a dot. */
  function stroke(points) {
    var first = points[0];
    var before = first;
    var steps = points.slice(1).map(function (point) {
      var step = (point[0] - before[0]) + " " + (point[1] - before[1]);
      before = point;
      return step;
    });
    return "M" + first[0] + " " + first[1] + "l" + (steps.length ? steps.join(" ") : "0 0");
  }

  function equip(leaf) {
    var input = leaf.controls[0];
    var place = leaf.place;
    var picture = place.querySelector("svg");
    var path = picture.querySelector("path");
    var pen = null;
    var points = [];
    var bar = api.element("p", "drawn-tools on-screen");
    var undo = store.button("button-quiet", words.undo, function () { change(input.value.slice(0, input.value.lastIndexOf("M"))); });
    var clear = store.button("button-quiet", words.drawnClear, function () { change(""); });
    undo.setAttribute("aria-label", words.undo + words.colon + leaf.field.label + " " + leaf.label);
    clear.setAttribute("aria-label", words.drawnClear + words.colon + leaf.field.label + " " + leaf.label);
    var status = api.element("span", "hint");
    status.setAttribute("role", "status");
    bar.append(undo, " ", clear, " ", status);
    place.appendChild(bar);
    place.classList.add("drawn-live");

    function draw() {
      var drawn = api.isDrawing(input.value) ? input.value : "";
      path.setAttribute("d", drawn + (points.length ? stroke(points) : ""));
      picture.setAttribute("aria-label", leaf.field.label + " " + leaf.label + words.colon + (input.value ? words.drawn : words.drawnNone));
      undo.disabled = clear.disabled = !input.value;
    }
    function change(value) {
      var had = document.activeElement;
      status.textContent = "";
      api.write(leaf, value);
      if (!input.value && (had === undo || had === clear)) leaf.field.parts[0].controls[0].focus();
    }
    function add(event) {
      var box = picture.getBoundingClientRect();
      var point = [
        Math.round(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * WIDTH),
        Math.round(Math.min(Math.max((event.clientY - box.top) / box.height, 0), 1) * HEIGHT)
      ];
      var before = points[points.length - 1];
      if (!before || Math.hypot(point[0] - before[0], point[1] - before[1]) >= NEAR) points.push(point);
    }
    picture.addEventListener("pointerdown", function (event) {
      if (pen !== null || event.button !== 0 || !event.isPrimary) return;
      event.preventDefault();
      pen = event.pointerId;
      picture.setPointerCapture(pen);
      points = [];
      add(event);
      draw();
    });
    picture.addEventListener("pointermove", function (event) {
      if (event.pointerId !== pen) return;
      var passed = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (passed.length ? passed : [event]).forEach(add);
      draw();
    });
    function lift(event) {
      if (event.pointerId !== pen) return;
      pen = null;
      var value = input.value + stroke(simple(points));
      points = [];
      status.textContent = "";
      // The whole picture stays small enough to be kept and sent: what does not fit is not drawn.
      if (!api.write(leaf, value)) {
        draw();
        status.textContent = words.drawnFull;
      }
    }
    picture.addEventListener("pointerup", lift);
    picture.addEventListener("pointercancel", lift);
    input.addEventListener("input", draw);
    draw();
  }
  api.fields.forEach(function (field) {
    api.leaves(field).filter(function (leaf) { return leaf.type === "drawn"; }).forEach(equip);
  });
})();
