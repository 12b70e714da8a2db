// The filter over a register: rows by part, procedure, role, form … and by words, kept in the page's address.
// A register of one page has its rows in the table. One of several has them all in `procbookRows`, from the
// script before this one: {links: [[address, code, title]], rows: [[cell]]}, where a cell is a text, or a list of
// numbers of links and texts, or [day of review, day from which it is near]. The table stands whole without this.
(function () {
  "use strict";
  var form = document.querySelector("form.filter");
  var table = document.querySelector("table.register");
  if (!form || !table) return;
  var AT_ONCE = 200;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var words = form.dataset;
  var heads = all("thead th", table);
  var selects = all("select", form);
  var find = form.elements.q;
  var counter = form.querySelector(".filter-count");
  var clear = form.querySelector("[type=reset]");
  var said = document.querySelector(".filter-said");
  var pages = document.querySelector(".pages");
  var body = table.tBodies[0];
  var given = window.procbookRows;
  var records = [];
  var options = {};

  var now = new Date();
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());

  /** Words as they are compared: small letters, half-width, one space. */
  function plain(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }

  /** The name of a page in an address: `../roles/clerk.html#x` is `clerk`. */
  function stem(href) {
    var name = href.replace(/[?#].*$/, "").replace(/^.*\//, "").replace(/\.html$/, "");
    try {
      return decodeURIComponent(name);
    } catch (error) {
      return name;
    }
  }

  function review(day, near) {
    if (!day) return "";
    return day < today ? "overdue" : near && near <= today ? "near" : "later";
  }

  /** Notes that a row can be chosen by a value, with the words for it. */
  function mark(record, facet, value, label) {
    if (!value) return;
    (record.by[facet] = record.by[facet] || {})[value] = true;
    options[facet] = options[facet] || {};
    if (!(value in options[facet])) options[facet][value] = label;
  }

  function readRow(row) {
    var record = { row: row, by: {}, text: "" };
    var texts = [];
    heads.forEach(function (head, at) {
      var cell = row.cells[at];
      var text = cell.textContent;
      texts.push(text);
      var facet = head.dataset.facet;
      if (!facet) return;
      if (facet === "review") {
        var time = cell.querySelector("time");
        if (time) mark(record, facet, review(time.dataset.reviewBy, time.dataset.nearFrom), "");
        return;
      }
      var links = cell.querySelectorAll("a");
      for (var i = 0; i < links.length; i++) mark(record, facet, stem(links[i].getAttribute("href")), links[i].textContent);
      if (!links.length) mark(record, facet, text, text);
    });
    record.text = plain(texts.join(" "));
    return record;
  }

  function label(link) {
    return link[1] ? link[1] + " " + link[2] : link[2];
  }

  function readData(cells) {
    var record = { cells: cells, row: null, by: {}, text: "" };
    var texts = [];
    cells.forEach(function (cell, at) {
      var facet = heads[at].dataset.facet;
      var list = Array.isArray(cell) ? cell : [cell];
      if (facet === "review") {
        texts.push(list[0]);
        mark(record, facet, review(list[0], list[1]), "");
        return;
      }
      list.forEach(function (item) {
        var link = typeof item === "number" ? given.links[item] : null;
        texts.push(link ? label(link) : item);
        if (!facet) return;
        if (link) mark(record, facet, stem(link[0]), label(link));
        else if (cell === item) mark(record, facet, item, item);
      });
    });
    record.text = plain(texts.join(" "));
    return record;
  }

  function linkTo(link) {
    var a = document.createElement("a");
    a.setAttribute("href", link[0]);
    if (link[1]) {
      var code = document.createElement("span");
      code.className = "code";
      code.textContent = link[1];
      a.append(code, " ");
    }
    a.append(link[2]);
    return a;
  }

  /** A status; what is not in force is marked. */
  function standing(text) {
    var kind = text === words.draft ? "draft" : text === words.retired ? "retired" : "";
    if (!kind) return text;
    var badge = document.createElement("span");
    badge.className = "badge badge-" + kind;
    badge.textContent = text;
    return badge;
  }

  function makeRow(record) {
    var row = document.createElement("tr");
    record.cells.forEach(function (cell, at) {
      var td = row.insertCell();
      var facet = heads[at].dataset.facet;
      td.className = heads[at].className;
      var list = Array.isArray(cell) ? cell : [cell];
      if (facet === "review" || /^\d{4}-\d\d-\d\d$/.test(list[0])) {
        if (!list[0]) return;
        var time = document.createElement("time");
        time.dateTime = time.textContent = list[0];
        if (facet === "review") time.dataset.reviewBy = list[0];
        if (list[1]) time.dataset.nearFrom = list[1];
        td.append(time);
        return;
      }
      list.forEach(function (item, number) {
        if (number) td.append(words.separator);
        td.append(typeof item === "number" ? linkTo(given.links[item]) : facet === "status" ? standing(item) : item);
      });
    });
    return row;
  }

  function read() {
    if (given) {
      records = given.rows.map(readData);
    } else {
      for (var i = 0; i < body.rows.length; i++) records.push(readRow(body.rows[i]));
    }
  }

  var order = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  function fill(select) {
    var known = options[select.name] || {};
    if (select.name === "review") known = { overdue: words.overdue, near: words.near, later: words.later };
    var values = Object.keys(known);
    if (select.name !== "review") values.sort(function (one, other) { return order.compare(known[one], known[other]); });
    values.forEach(function (value) { select.add(new Option(known[value], value)); });
  }

  /** Sets the filter as the address says; a value that no row has stands there all the same, and no row fits. */
  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    find.value = asked.get("q") || "";
    selects.forEach(function (select) {
      var value = asked.get(select.name) || "";
      select.value = value;
      if (select.value !== value) {
        select.add(new Option(value, value));
        select.value = value;
      }
    });
  }

  function toAddress(chosen) {
    var kept = new URLSearchParams(location.search);
    kept.delete("q");
    selects.forEach(function (select) { kept.delete(select.name); });
    chosen.forEach(function (select) { kept.set(select.name, select.value); });
    if (find.value.trim()) kept.set("q", find.value.trim());
    var query = kept.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (error) {
      // The filter holds for this page all the same.
    }
  }

  // What several pages hold is shown in a body of its own, a stretch at a time.
  var shown = null;
  var more = null;
  var waiting = [];
  function showMore(count) {
    var rows = document.createDocumentFragment();
    waiting.splice(0, count).forEach(function (record) { rows.append(record.row || (record.row = makeRow(record))); });
    shown.append(rows);
    shown.dispatchEvent(new CustomEvent("procbook-rows", { bubbles: true }));
    more.hidden = !waiting.length;
    more.firstChild.textContent = words.more.replace("{count}", Math.min(AT_ONCE, waiting.length));
  }
  function showFound(found, filtered) {
    if (!shown) {
      shown = table.createTBody();
      more = document.createElement("p");
      more.className = "filter-more";
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button button-quiet";
      button.addEventListener("click", function () {
        var last = shown.lastElementChild;
        showMore(AT_ONCE);
        var next = last && last.nextElementSibling && last.nextElementSibling.querySelector("a");
        if (next && more.hidden) next.focus();
      });
      more.append(button);
      table.parentElement.after(more);
    }
    shown.textContent = "";
    body.hidden = filtered;
    shown.hidden = !filtered;
    if (pages) pages.hidden = filtered;
    waiting = filtered ? found.slice() : [];
    showMore(AT_ONCE);
  }

  function apply() {
    var chosen = selects.filter(function (select) { return select.value; });
    var wanted = plain(find.value).split(" ").filter(Boolean);
    var filtered = chosen.length + wanted.length > 0;
    var found = records.filter(function (record) {
      return chosen.every(function (select) { return record.by[select.name] && record.by[select.name][select.value]; })
        && wanted.every(function (word) { return record.text.indexOf(word) >= 0; });
    });
    if (given) {
      showFound(found, filtered);
    } else {
      records.forEach(function (record) { record.keep = false; });
      found.forEach(function (record) { record.keep = true; });
      records.forEach(function (record) { if (record.row.hidden === record.keep) record.row.hidden = !record.keep; });
    }
    var count = given && !filtered ? body.rows.length : found.length;
    counter.textContent = found.length ? words.count.replace("{shown}", count).replace("{all}", records.length) : words.none;
    clear.hidden = !filtered;
    selects.concat(find).forEach(function (control) { control.classList.toggle("chosen", Boolean(control.value.trim())); });
    var parts = chosen.map(function (select) {
      return select.parentElement.firstElementChild.textContent + " " + select.selectedOptions[0].textContent;
    });
    if (wanted.length) parts.push("“" + find.value.trim() + "”");
    said.textContent = filtered ? words.filter + words.colon + parts.join(words.clause) + words.clause + counter.textContent : "";
    return chosen;
  }

  var asked = false;
  function change() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(function () {
      asked = false;
      toAddress(apply());
    });
  }

  read();
  selects.forEach(fill);
  form.hidden = false;
  all(".register-count").forEach(function (count) { count.hidden = true; });
  fromAddress();
  apply();
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", change);
  form.addEventListener("reset", function () {
    change();
    find.focus();
  });
  window.addEventListener("popstate", function () {
    fromAddress();
    apply();
  });
  window.addEventListener("beforeprint", function () {
    if (shown && waiting.length) showMore(waiting.length);
  });
})();
