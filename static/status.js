// Whether a printed sheet is still in force. The sheet's QR code names it in the address, `#kind/code/version/release`;
// `releases.js` knows all releases and `releases/<folder>/<code>.js` the life of each page. A page without this script
// says how to look it up by hand.
(function () {
  "use strict";
  var form = document.querySelector(".status-form");
  var result = document.querySelector(".status-result");
  if (!form || !result) return;
  var words = form.dataset;
  var known = window.procbookReleases || { current: "", releases: [] };
  var versions = known.releases.map(function (release) { return release.version; });
  var fields = form.elements;
  var asked = 0;

  var now = new Date();
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());

  function put(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }
  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }
  function link(path, text, quiet) {
    var made = element("a", "button" + (quiet ? " button-quiet" : ""), text);
    made.setAttribute("href", path.split("/").map(encodeURIComponent).join("/"));
    return made;
  }
  function named(page) { return page.code === page.title ? page.title : page.code + " " + page.title; }
  function both(version, release) {
    return put(version ? words.both : words.releaseOnly, { version: version, release: release });
  }

  /** Shows the answer: its kind, its one large word, what to do, facts by name, links. */
  function show(kind, word, says, facts, links) {
    result.textContent = "";
    result.className = "status-result status-" + kind;
    result.append(element("p", "status-word", word), element("p", "status-says", says));
    var list = element("dl", "facts");
    facts.forEach(function (fact) {
      if (!fact[1]) return;
      var row = element("div");
      row.append(element("dt", "", fact[0]), element("dd", "", fact[1]));
      list.append(row);
    });
    if (list.firstChild) result.append(list);
    var bar = element("p", "actions");
    links.forEach(function (one) { bar.append(one, " "); });
    if (links.length) result.append(bar);
    result.hidden = false;
  }

  /** Whether a run of releases holds a release. */
  function holds(run, release) {
    var at = versions.indexOf(release);
    return at >= versions.indexOf(run.from) && at <= versions.indexOf(run.to);
  }
  function same(one, other) { return one.toLowerCase() === other.toLowerCase(); }

  /** The life of a page that a sheet is of, and the run of releases in which the sheet was printed. */
  function find(pages, paper) {
    var best = null;
    pages.forEach(function (life) {
      life.runs.forEach(function (run) {
        if (!same(run.code, paper.code)) return;
        var fits = (run.version === paper.version || !paper.version) && (holds(run, paper.release) || !paper.release);
        if (fits || !best || !best.fits) best = { life: life, run: run, fits: fits };
      });
    });
    return best;
  }

  function judge(paper, pages) {
    var onPaper = both(paper.version, paper.release);
    var found = find(pages, paper);
    if (!found) return show("unknown", words.unknown, put(words.saysNoCode, paper), [[words.onPaper, onPaper]], []);
    var last = found.life.runs[found.life.runs.length - 1];
    var alive = last.to === known.current;
    var successor = found.life.successor;
    var facts = [[words.document, named(found.run)], [words.onPaper, onPaper]];
    var links = [];
    if (alive) {
      facts.push([words.now, (last.code === found.run.code ? "" : named(last) + " ") + both(last.version, known.current)]);
      links.push(link(last.path, words.openCurrent));
    }
    if (successor && (!alive || last.status === "retired")) links.unshift(link(successor.path, words.openSuccessor));
    if (found.fits && paper.release && paper.release !== known.current) {
      links.push(link("v/" + paper.release + "/" + found.run.path, words.openPaper, true));
    }
    var values = { code: paper.code, release: paper.release };
    if (paper.release && versions.indexOf(paper.release) < 0) {
      return show("unknown", words.unknown, put(words.saysNoRelease, values), facts, links);
    }
    if (!found.fits) return show("unknown", words.unknown, put(words.saysNoVersion, values), facts, links);
    if (!alive || last.status === "retired") {
      if (successor) return show("superseded", put(words.superseded, { what: named(successor) }), words.saysSuperseded, facts, links);
      return show("void", words.void, words.saysVoid, facts, links);
    }
    if (last.code !== found.run.code || last.version !== found.run.version) {
      var what = last.code === found.run.code ? put(words.whatVersion, last) : named(last);
      return show("superseded", put(words.superseded, { what: what }), words.saysSuperseded, facts, links);
    }
    if (last.status === "draft") return show("not-yet", words.notYet, words.saysDraft, facts, links);
    if (last.effective > today) return show("not-yet", words.notYet, put(words.saysNotYet, { date: last.effective }), facts, links);
    show("in-force", words.inForce, words.saysInForce, facts, links);
  }

  /** Reads the life of a page; the lists are scripts, so that this works from a folder as well. */
  function load(paper) {
    var turn = asked += 1;
    var option = Array.prototype.filter.call(fields.kind.options, function (one) { return one.value === paper.kind; })[0];
    if (!versions.length) return show("unknown", words.unknown, words.saysNoList, [], []);
    if (!option) return judge(paper, []);
    var script = document.createElement("script");
    var done = function () {
      var history = window.procbookHistory;
      script.remove();
      if (turn === asked) judge(paper, history ? history.pages : []);
    };
    window.procbookHistory = null;
    script.src = "releases/" + option.dataset.folder + "/" + encodeURIComponent(paper.code.toLowerCase()) + ".js";
    script.addEventListener("load", done);
    script.addEventListener("error", done);
    document.head.append(script);
  }

  function decoded(part) {
    try {
      return decodeURIComponent(part || "").trim();
    } catch (error) {
      return part;
    }
  }
  function read() {
    var parts = location.hash.slice(1).split("/").map(decoded);
    if (!parts[1]) {
      result.hidden = true;
      return;
    }
    var paper = { kind: parts[0], code: parts[1], version: parts[2] || "", release: parts[3] || "" };
    ["kind", "code", "version", "release"].forEach(function (name) { fields[name].value = paper[name]; });
    load(paper);
  }

  fields.release.add(new Option("", ""));
  versions.slice().reverse().forEach(function (version) { fields.release.add(new Option(version, version)); });
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var hash = "#" + ["kind", "code", "version", "release"].map(function (name) { return encodeURIComponent(fields[name].value.trim()); }).join("/");
    if (location.hash === hash) read();
    else location.hash = hash;
  });
  window.addEventListener("hashchange", read);
  read();
})();
