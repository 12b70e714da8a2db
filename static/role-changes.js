// What changed for a role since a release that its reader saw: from `procbookReleases` (releases.js) and
// `procbookHistory.changes` (releases/roles/<id>.js), which stand at the root of all that is published and are
// written anew with every release, so that frozen pages tell of later changes too.
// `changes`: [{release, date, kind, code, title, fate, path, was}], a page's change in the release that brought it.
// Kept on this computer for each handbook and role: the release that was seen last, the one before it, and what was
// chosen. Without this script the page's links lead to all changes.
(function () {
  "use strict";
  var section = document.querySelector(".role-changes");
  var known = window.procbookReleases;
  var history = window.procbookHistory;
  if (!section || !known || !Array.isArray(known.releases) || !history) return;
  var all = Array.isArray(history.changes) ? history.changes : [];
  var words = section.dataset;
  var list = section.querySelector(".role-changes-list");
  var select = section.querySelector("select");
  var key = "procbook-role-changes:" + JSON.stringify([words.book, words.role]);
  var order = known.releases.map(function (release) { return release.version; });
  var current = known.current;

  function place(version) { return order.indexOf(version); }
  function text(value) { return typeof value === "string" ? value : ""; }

  function kept() {
    try {
      var found = JSON.parse(localStorage.getItem(key) || "{}");
      return found && typeof found === "object" ? found : {};
    } catch (error) {
      return {};
    }
  }
  function keep(state) {
    try {
      localStorage.setItem(key, JSON.stringify(state));
    } catch (error) {
      // Nothing is remembered where the browser keeps nothing.
    }
  }

  // The release that was seen last is that of the visit before the current release came out.
  var state = kept();
  if (state.current !== current) {
    state = { seen: place(state.current) >= 0 ? state.current : "", current: current, chosen: text(state.chosen) };
    keep(state);
  }
  var seen = place(state.seen) >= 0 ? state.seen : "";
  var before = order[place(current) - 1] || "";
  var usual = seen || before;

  function link(change) {
    var a = document.createElement("a");
    // An id of the page of changes is a kind and the name of a file, as in the page's path.
    var stem = text(change.path).replace(/^.*\//, "").replace(/\.html$/, "") || encodeURIComponent(text(change.code).toLowerCase());
    a.href = words.up + "v/" + encodeURIComponent(change.release) + "/changes.html#" + encodeURIComponent(change.kind) + "." + stem;
    if (change.kind !== "role" && change.kind !== "pack") {
      var code = document.createElement("span");
      code.className = "code";
      code.textContent = text(change.code);
      a.append(code, " ");
    }
    a.append(text(change.title));
    return a;
  }

  function line(change) {
    var item = document.createElement("li");
    var fate = text(change.fate);
    var mark = document.createElement("span");
    mark.className = "fate fate-" + fate;
    mark.textContent = words[fate] || fate;
    item.append(mark, " ", link(change));
    if (change.was && change.was !== change.code) {
      var was = document.createElement("span");
      was.className = "quiet";
      was.textContent = words.was.replace("{code}", change.was);
      item.append(" ", was);
    }
    return item;
  }

  function say(sentence) {
    var p = document.createElement("p");
    p.textContent = sentence;
    list.append(p);
  }

  function show() {
    var since = select.value || usual;
    list.textContent = "";
    if (!since) return say(words.first);
    var found = 0;
    // The newest first.
    for (var at = order.length - 1; at > place(since); at -= 1) {
      var changes = all.filter(function (change) { return change && change.release === order[at]; });
      if (!changes.length) continue;
      found += changes.length;
      var head = document.createElement("h3");
      head.textContent = words.release.replace("{release}", order[at]).replace("{date}", text(known.releases[at].date));
      var items = document.createElement("ul");
      changes.forEach(function (change) { items.append(line(change)); });
      list.append(head, items);
    }
    if (!found) say(words.none.replace("{release}", since));
  }

  if (usual) {
    select.add(new Option((seen ? words.seen : words.before).replace("{release}", usual), ""));
    for (var at = place(current) - 1; at >= 0; at -= 1) {
      select.add(new Option(words.release.replace("{release}", order[at]).replace("{date}", text(known.releases[at].date)), order[at]));
    }
    select.value = state.chosen;
    if (select.selectedIndex < 0) select.value = "";
    select.closest("p").hidden = false;
  }
  select.addEventListener("change", function () {
    state.chosen = select.value;
    keep(state);
    show();
  });
  show();
})();
