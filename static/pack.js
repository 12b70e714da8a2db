// The page of a pack: which of its items are printed and how often. The address keeps the choice. Copies are made
// when the page is printed and go afterwards. A page without this script prints one copy of everything.
(function () {
  "use strict";
  var list = document.querySelector(".pack-list");
  if (!list) return;
  var words = list.dataset;
  var MOST = 999;
  // `procbook pack --pdf` prints a document that stands alone. From printing once before it knows how many pages
  // each item has, and how many come before.
  var alone = window.procbookPack || null;
  var counted = alone && alone.pages ? alone : null;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var fill = function (pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  };

  var rows = all("tr[data-item]", list).map(function (row) {
    var sheet = row.dataset.sheetOf;
    return {
      row: row,
      code: row.dataset.item,
      given: Number(row.dataset.copies),
      copies: Number(row.dataset.copies),
      chosen: true,
      tick: row.querySelector('input[type="checkbox"]'),
      input: row.querySelector('input[type="number"]'),
      said: row.querySelector(".copies-said"),
      pages: all(".pages-of", row),
      sheet: sheet,
      article: document.querySelector('.pack-item[data-sheet="' + sheet + '"]'),
      style: document.querySelector('style[data-sheets="' + sheet + '"]')
    };
  });

  /** `F-001*2,F-012`: the items to print, each with its copies. */
  function read() {
    var wanted = new URLSearchParams(location.search).get("items");
    if (wanted === null) return "";
    var unknown = [];
    rows.forEach(function (item) { item.chosen = false; });
    wanted.split(",").filter(Boolean).forEach(function (entry) {
      var parts = /^(.*?)(?:\*(\d{1,3}))?$/.exec(entry);
      var found = rows.filter(function (item) { return item.code === parts[1]; })[0];
      if (!found) return unknown.push(parts[1].slice(0, 40));
      found.chosen = parts[2] !== "0" && parts[2] !== "00" && parts[2] !== "000";
      if (parts[2] && found.chosen) found.copies = Number(parts[2]);
    });
    return unknown.length ? fill(words.unknown, { codes: unknown.slice(0, 5).join(words.separator) }) : "";
  }
  function write() {
    var given = rows.every(function (item) { return item.chosen && item.copies === item.given; });
    var query = rows.filter(function (item) { return item.chosen; }).map(function (item) {
      return encodeURIComponent(item.code) + "*" + item.copies;
    }).join(",");
    try {
      history.replaceState(null, "", location.pathname + (given ? "" : "?items=" + query) + location.hash);
    } catch (error) {
      // The choice then holds for this page alone.
    }
  }
  function sum(of) {
    return rows.reduce(function (total, item) { return total + (item.chosen ? of(item) : 0); }, 0);
  }
  function show(note) {
    rows.forEach(function (item) {
      item.tick.checked = item.chosen;
      item.input.value = item.copies;
      item.input.disabled = !item.chosen;
      item.said.textContent = item.copies;
      item.row.classList.toggle("unchosen", !item.chosen);
    });
    var size = {
      items: sum(function () { return 1; }),
      copies: sum(function (item) { return item.copies; }),
      pages: counted ? counted.front + sum(function (item) { return item.copies * counted.pages[item.code]; }) : 0
    };
    var said = fill(counted ? words.chosenPages : words.chosen, size);
    list.querySelector(".pack-chosen").textContent = [note, size.items ? said : words.nothing].filter(Boolean).join(" ");
    document.querySelector(".pack-size").textContent = said;
    list.querySelector(".pack-print").disabled = !size.items;
  }
  function changed() {
    write();
    show("");
  }

  // The contents say pages only when they were counted.
  function showPages() {
    var page = counted.front + 1;
    all("th.pages-of", list).forEach(function (head) { head.hidden = false; });
    rows.forEach(function (item) {
      var count = counted.pages[item.code];
      item.pages.forEach(function (cell) { cell.hidden = false; });
      if (!item.chosen) return;
      item.pages[0].textContent = count;
      item.pages[1].textContent = page;
      page += count * item.copies;
    });
  }

  // Copies. Each has sheets of its own name, which its own counter numbers; ids stay with the first.
  var IDS = ["id", "for", "form", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];
  var made = [];
  function style(item, name) {
    var css = item.style.textContent.split(item.sheet).join(name);
    if (!counted) return css;
    var of = words.ofBefore + counted.pages[item.code] + words.ofAfter;
    return css.split("/*of*/").join(JSON.stringify(of));
  }
  function addStyle(item, name) {
    var made = document.createElement("style");
    made.media = "print";
    made.textContent = style(item, name);
    document.head.appendChild(made);
    return made;
  }
  function addCopy(item, number) {
    var copy = item.article.cloneNode(true);
    var name = item.sheet.replace(/-1$/, "-" + number);
    [copy].concat(all("*", copy)).forEach(function (element) {
      IDS.forEach(function (attribute) { element.removeAttribute(attribute); });
    });
    copy.dataset.sheet = name;
    made.push(copy, addStyle(item, name));
    return copy;
  }
  function spread() {
    gather();
    rows.forEach(function (item) {
      item.article.hidden = !item.chosen;
      var last = item.article;
      for (var number = 2; item.chosen && number <= item.copies; number += 1) {
        var copy = addCopy(item, number);
        last.after(copy);
        last = copy;
      }
    });
  }
  function gather() {
    made.forEach(function (element) { element.remove(); });
    made = [];
    rows.forEach(function (item) { item.article.hidden = false; });
  }

  // Pages that are not there are no use to link to; what is printed too is a place in the document.
  function standAlone() {
    all(".pack-head a[href], .pack-introduction a[href]").forEach(function (link) {
      var code = link.querySelector(".code");
      var item = code && rows.filter(function (item) { return item.chosen && item.code === code.textContent; })[0];
      if (item) link.setAttribute("href", "#" + item.article.id);
      else if (!/^(https?|mailto|tel):/.test(link.getAttribute("href"))) link.removeAttribute("href");
    });
  }

  rows = rows.filter(function (item) { return item.article && item.style; });
  // On paper a day stands only where the form has one.
  all(".pack-sheets input").forEach(function (input) { input.toggleAttribute("data-filled", input.value !== ""); });
  var unknown = read();
  all(".pack-list [hidden]:not(.pages-of):not([data-print])").forEach(function (element) { element.hidden = false; });
  list.classList.add("pack-ready");
  if (counted) {
    showPages();
    rows.forEach(function (item) { item.style.textContent = style(item, item.sheet); });
  }
  if (alone) standAlone();
  show(unknown);
  // A browser may put back, after this, what stood in the boxes when the page was left.
  window.addEventListener("pageshow", function () { show(unknown); });

  rows.forEach(function (item) {
    item.tick.addEventListener("change", function () {
      item.chosen = item.tick.checked;
      changed();
    });
    item.input.addEventListener("change", function () {
      var copies = Math.round(Number(item.input.value));
      if (item.input.value === "" || !isFinite(copies)) copies = item.given;
      if (copies < 1) item.chosen = false;
      item.copies = Math.min(MOST, Math.max(1, copies));
      changed();
    });
  });
  function choose(name, act) {
    list.querySelector(name).addEventListener("click", function () {
      rows.forEach(act);
      changed();
    });
  }
  choose(".pack-all", function (item) { item.chosen = true; });
  choose(".pack-none", function (item) { item.chosen = false; });
  choose(".pack-default", function (item) {
    item.chosen = true;
    item.copies = item.given;
  });
  window.addEventListener("beforeprint", spread);
  window.addEventListener("afterprint", gather);
})();
