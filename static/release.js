// Where a published page stands among the releases: what came after it, and the same page in the others. The page
// itself never changes after its release; the lists that it is told by (releases.js and releases/….js, at the root of
// all that is published) are written anew with each. A page without this script names its release all the same and
// leads to the list of all.
(function () {
  "use strict";
  var foot = document.querySelector("footer.edition");
  var list = window.procbookReleases;
  if (!foot || !list || list.format !== 1) return;
  var here = foot.dataset;
  var mine = here.release;
  var order = list.releases.map(function (release) { return release.version; });
  var at = order.indexOf(mine);
  var known = window.procbookHistory && window.procbookHistory.format === 1 ? window.procbookHistory.pages : [];

  function text(words, values) {
    return words.replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole; });
  }
  function name(page) {
    return page.kind === "role" || page.kind === "part" || page.kind === "pack" ? page.title : page.code + " " + page.title;
  }
  // The matrix of a procedure goes with its procedure.
  var folder = here.path.slice(0, here.path.indexOf("/") + 1);
  function pathOf(page) {
    return folder === "raci/" ? page.path.replace(/^procedures\//, folder) : page.path;
  }
  function link(path, words) {
    var made = document.createElement("a");
    made.href = here.root + path.split("/").map(encodeURIComponent).join("/");
    made.textContent = words;
    return made;
  }
  function during(run, when) { return order.indexOf(run.from) <= when && when <= order.indexOf(run.to); }
  /** The document on this page, over all releases: the one that had this path in this release. */
  function life() {
    var when = at < 0 ? order.length - 1 : at;
    return known.filter(function (one) {
      return one.runs.some(function (run) { return during(run, when) && pathOf(run) === here.path; });
    })[0] || null;
  }
  var found = life();
  var last = found && found.runs[found.runs.length - 1];
  var lives = last && last.to === list.current;

  function notice(kind, lines) {
    var box = document.createElement("div");
    box.className = "notice notice-" + kind;
    box.setAttribute("role", "note");
    lines.forEach(function (line) {
      var paragraph = document.createElement("p");
      line.forEach(function (piece) { paragraph.append(piece); });
      box.appendChild(paragraph);
    });
    var main = document.querySelector("main");
    main.insertBefore(box, main.firstChild);
  }
  function strong(words) {
    var made = document.createElement("strong");
    made.textContent = words;
    return made;
  }
  var values = { release: mine, current: list.current, date: at < 0 ? "" : list.releases[at].date };
  function home() { return link("index.html", text(here.oldHome, values)); }

  /** Where to go from a page that is not of the current release. */
  function way() {
    // What changed in a release is told of no other.
    if (!found) return here.history || here.path === "changes.html" ? [home()] : [text(here.oldNewer, values), link(here.path, document.querySelector("h1").textContent)];
    if (!lives) {
      values.since = order[order.indexOf(last.to) + 1];
      var gone = [text(here.oldGone, values) + " "];
      return found.successor ? gone.concat([here.oldSuccessor, link(pathOf(found.successor), name(found.successor))]) : gone.concat([home()]);
    }
    if (last.status === "retired") {
      var retired = [text(here.oldRetired, values) + " "];
      return retired.concat(found.successor ? [here.oldSuccessor, link(pathOf(found.successor), name(found.successor))] : [link(pathOf(last), name(last))]);
    }
    var now = found.runs.filter(function (run) { return during(run, at); })[0];
    var words = pathOf(last) !== here.path ? here.oldRenamed : now === last ? here.oldSame : here.oldNewer;
    return [text(words, values), link(pathOf(last), name(last)), last.version ? " " + here.version + " " + last.version : ""];
  }
  if (mine === "") {
    notice("next", [[strong(here.nextRelease)], lives ? [text(here.nextCurrent, values), link(pathOf(last), name(last))] : [home()]]);
  } else if (at < 0) {
    notice("old", [[strong(text(here.oldUnknown, values))], [home()]]);
  } else if (mine !== list.current) {
    notice("old", [[strong(text(here.oldRelease, values))], way()]);
    document.documentElement.classList.add("is-old");
  }

  // The same document in the other releases, the newest first.
  var editions = foot.querySelector(".editions");
  if (!editions || !found) return;
  var rows = editions.querySelector("ul");
  found.runs.slice().reverse().forEach(function (run) {
    var row = document.createElement("li");
    order.filter(function (version, place) { return during(run, place); }).reverse().forEach(function (version, place) {
      if (place) row.append(" · ");
      var to = (version === list.current ? "" : "v/" + version + "/") + pathOf(run);
      var one = link(to, version);
      if (version === mine) one.setAttribute("aria-current", "page");
      row.append(one);
    });
    var said = [run.version ? here.version + " " + run.version : "", pathOf(run) === here.path ? "" : name(run), run.to === list.current ? here.current : ""];
    row.append(" – " + said.filter(Boolean).join(" · "));
    if (!said.some(Boolean)) row.lastChild.remove();
    rows.appendChild(row);
  });
  editions.hidden = false;
})();
