// What a page does beyond being read: the theme switch, dates that are decided on the day of reading,
// larger charts, printing. A page without this script can be read, filled in and printed all the same.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  // Theme. The head of the page has already set what was chosen before.
  var themes = document.querySelector(".theme");
  function showTheme() {
    var chosen = root.dataset.theme || "system";
    all("button", themes).forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeTo === chosen));
    });
  }
  if (themes) {
    themes.hidden = false;
    themes.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      root.dataset.theme = button.dataset.themeTo;
      try {
        localStorage.setItem("procbook-theme", button.dataset.themeTo);
      } catch (error) {
        // The choice holds for this page when the browser keeps nothing.
      }
      showTheme();
    });
    showTheme();
  }

  // Dates. Today in the reader's own time zone, as the sources write days.
  var now = new Date();
  var two = function (number) { return (number < 10 ? "0" : "") + number; };
  var today = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  var words = document.body.dataset;
  function badge(kind, text) {
    var mark = document.createElement("span");
    mark.className = "badge badge-" + kind;
    mark.textContent = text;
    return mark;
  }
  var article = document.querySelector("article");
  var retired = article && article.dataset.status === "retired";
  if (article && !retired) {
    var badges = article.querySelector(".badges");
    if (!badges && (article.dataset.effective || article.dataset.reviewBy)) {
      badges = document.createElement("p");
      badges.className = "badges";
      article.querySelector("h1").insertAdjacentElement("afterend", badges);
    }
    if (article.dataset.effective > today) {
      all(".badge-effective", badges).forEach(function (mark) { mark.remove(); });
      badges.appendChild(badge("not-yet", words.notYet.replace("{date}", article.dataset.effective)));
    }
    if (article.dataset.reviewBy && article.dataset.reviewBy < today) {
      badges.appendChild(badge("overdue", words.overdue));
    }
    if (badges && !badges.firstChild) badges.remove();
  }
  function markReviews(within) {
    all("time[data-review-by]", within).forEach(function (time) {
      var overdue = time.dataset.reviewBy < today;
      var near = !overdue && time.dataset.nearFrom && time.dataset.nearFrom <= today;
      // A row of a filtered register comes and goes with its mark.
      if (!overdue && !near || time.nextElementSibling) return;
      time.insertAdjacentElement("afterend", overdue ? badge("overdue", words.overdue) : badge("near", words.near));
      time.insertAdjacentText("afterend", " ");
    });
  }
  markReviews(document);
  document.addEventListener("procbook-rows", function (event) { markReviews(event.target); });

  // Printing. What a sheet's foot says of the day on which it was printed, where a sheet has such a foot; without
  // this script it names no day. The two buttons of a form are in form-print.js.
  function printedOn() {
    var day = new Date();
    var date = words.printDay.replace("{year}", day.getFullYear()).replace("{month}", two(day.getMonth() + 1)).replace("{day}", two(day.getDate()));
    var edition = document.querySelector("footer.edition");
    var current = (window.procbookReleases || {}).current;
    var not = document.querySelector(".head .badge-retired, .head .badge-draft, .head .badge-not-yet");
    var text = words.printOn;
    if (not) text = words.printNotInForce;
    else if (edition && !edition.dataset.release) text = words.printDraft;
    else if (edition && current && current !== edition.dataset.release) text = words.printOld;
    text = text.replace("{date}", date).replace("{current}", current || "").replace("{status}", not ? not.textContent : "");
    root.style.setProperty("--printed-on", JSON.stringify(text));
  }
  printedOn();
  window.addEventListener("load", printedOn);
  window.addEventListener("beforeprint", printedOn);
  all('[data-print=""]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Charts open in a dialog that takes the whole window.
  all(".chart-box[data-larger]").forEach(function (box) {
    if (!window.HTMLDialogElement) return;
    var bar = box.previousElementSibling;
    if (!bar || !bar.matches(".chart-bar")) {
      bar = document.createElement("p");
      bar.className = "chart-bar";
      box.before(bar);
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = box.dataset.larger;
    bar.appendChild(button);
    var dialog = document.createElement("dialog");
    dialog.className = "chart-dialog";
    dialog.setAttribute("aria-label", box.getAttribute("aria-label"));
    dialog.innerHTML = '<form method="dialog" class="chart-bar"><button class="button button-quiet"></button></form>';
    dialog.querySelector("button").textContent = box.dataset.close;
    bar.after(dialog);
    button.addEventListener("click", function () {
      dialog.appendChild(box);
      dialog.showModal();
    });
    dialog.addEventListener("close", function () { dialog.after(box); });
    dialog.addEventListener("click", function (event) {
      if (event.target.closest("a")) dialog.close();
    });
  });

  // The step under the pointer or the focus lights its arrows, its lane and its row in the table.
  var chart = document.querySelector('svg.chart[data-chart="steps"]');
  var lit = [];
  function light(item, name) {
    item.classList.add(name);
    lit.push([item, name]);
  }
  function lightStep(event) {
    var from = event.target.closest && event.target.closest("[data-step]");
    lit.forEach(function (pair) { pair[0].classList.remove(pair[1]); });
    lit = [];
    if (!from) return;
    var step = from.dataset.step;
    var node = chart.querySelector('.node[data-step="' + step + '"]');
    if (!node) return;
    light(node, "lit");
    all('.lane[data-lane="' + node.dataset.lane + '"]').forEach(function (lane) { light(lane, "lit"); });
    all('tr[data-step="' + step + '"]').forEach(function (row) { light(row, "lit"); });
    all('[data-from="' + step + '"], [data-to="' + step + '"]', chart).forEach(function (arrow) {
      light(arrow, "lit");
      var other = arrow.dataset.from === step ? arrow.dataset.to : arrow.dataset.from;
      all(".node[data-step]", chart).forEach(function (near) {
        if (near.dataset.step === other && near !== node) light(near, "near");
      });
    });
  }
  if (chart) {
    document.addEventListener("pointerover", lightStep);
    document.addEventListener("focusin", lightStep);
  }

  // A box that does not scroll needs no stop for the keyboard.
  var boxes = all(".table-box, .chart-box, pre[tabindex]");
  function stops() {
    boxes.forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }
  if (boxes.length) {
    stops();
    window.addEventListener("resize", stops);
    document.addEventListener("toggle", stops, true);
  }

  // Texts to take along. The clipboard's own interface is missing on http:// addresses and may refuse on
  // file://, so that the older command stands in; where that fails too, the text is left selected.
  function copied(pre) {
    var before = document.activeElement;
    var field = document.createElement("textarea");
    field.value = pre.textContent;
    field.setAttribute("aria-hidden", "true");
    field.className = "sr";
    pre.after(field);
    field.select();
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      // Then the text stays selected.
    }
    field.remove();
    if (before) before.focus();
    if (!done) getSelection().selectAllChildren(pre);
    return done;
  }
  all("pre[data-copy]").forEach(function (pre) {
    var bar = document.createElement("p");
    bar.className = "copy-bar";
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = pre.dataset.copy;
    button.setAttribute("aria-label", pre.dataset.copy + " " + pre.getAttribute("aria-label"));
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    bar.append(button, " ", status);
    pre.before(bar);
    function say(done) { status.textContent = done ? pre.dataset.copied : ""; }
    button.addEventListener("click", function () {
      say(false);
      if (!navigator.clipboard) return say(copied(pre));
      navigator.clipboard.writeText(pre.textContent).then(
        function () { say(true); },
        function () { say(copied(pre)); }
      );
    });
  });

  // A scale shows its number.
  function number(control) {
    if (control.type === "range" && control.nextElementSibling) control.nextElementSibling.value = control.value;
  }
  all("#form input").forEach(number);
  document.addEventListener("input", function (event) {
    if (event.target.closest("#form")) number(event.target);
  });

  // The table of contents shows where the reader is; the menu of a small screen closes behind a choice.
  var entries = all(".contents a");
  var headings = entries.map(function (entry) {
    return document.getElementById(decodeURIComponent(entry.hash.slice(1)));
  });
  var waiting = false;
  function here() {
    waiting = false;
    var current = -1;
    headings.forEach(function (heading, at) {
      if (heading && heading.getBoundingClientRect().top < 120) current = at;
    });
    entries.forEach(function (entry, at) {
      if (at === current) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    });
    var shown = entries[current];
    var box = shown && shown.closest(".contents");
    if (box && box.scrollHeight > box.clientHeight && getComputedStyle(box).position === "sticky") {
      box.scrollTop = shown.offsetTop - box.clientHeight / 2;
    }
  }
  if (entries.length) {
    window.addEventListener("scroll", function () {
      if (!waiting) {
        waiting = true;
        requestAnimationFrame(here);
      }
    }, { passive: true });
    here();
  }
  all(".contents, .sidebar").forEach(function (nav) {
    nav.addEventListener("click", function (event) {
      if (event.target.closest("a") && nav.previousElementSibling) nav.previousElementSibling.open = false;
    });
  });
  var currentPage = document.querySelector(".sidebar [aria-current]");
  if (currentPage) {
    var sidebar = currentPage.closest(".sidebar");
    if (currentPage.offsetTop > sidebar.clientHeight * 0.8) sidebar.scrollTop = currentPage.offsetTop - sidebar.clientHeight / 2;
  }
})();
