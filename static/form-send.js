// Sends copies of filled forms to the address that the handbook names, until the server has confirmed them. A copy
// keeps its id through every try (Idempotency-Key), so that a server can tell a second try from a second form.
// It must not know pages: who calls it says what a change looks like.
(function () {
  "use strict";
  var store = window.procbookStore;
  if (!store) return;
  var LIMIT = 30000;
  var MOST_TRIES = 8;
  var LONGEST_WAIT = 300;
  var tab = store.fresh();

  /**
   * `settings`: the handbook, the url, the words, and `changed(copy)`, called at each change of a copy's state.
   * A copy: id, code, title, version, draft, made, body, state, tries, tried, tab, at, reference, location, said.
   */
  function sender(settings) {
    var words = settings.words;
    var busy = Object.create(null);
    var timers = Object.create(null);
    var later = Object.create(null);  // copies that only this page has, as the store refuses them

    function keep(copy) {
      try {
        store.keepCopy(settings.handbook, copy);
        delete later[copy.id];
        copy.kept = true;
      } catch (error) {
        later[copy.id] = copy;
        copy.kept = false;
      }
    }
    function newest(copy) {
      try {
        return later[copy.id] || store.copy(settings.handbook, copy.id);
      } catch (error) {
        return copy;
      }
    }
    function tell(copy) {
      settings.changed(copy, !!busy[copy.id], !!timers[copy.id]);
    }
    function wait(copy, seconds) {
      clearTimeout(timers[copy.id]);
      timers[copy.id] = setTimeout(function () {
        delete timers[copy.id];
        send(copy);
      }, seconds * 1000);
    }

    /** After a try that may be repeated when something has changed, or when the person asks. */
    function left(copy, said) {
      copy.state = "waiting";
      copy.said = said;
      keep(copy);
    }
    /** The same, and by itself after a while. */
    function again(copy, said, seconds) {
      left(copy, said);
      if (copy.tries < MOST_TRIES) wait(copy, Math.min(seconds || 5 * Math.pow(2, copy.tries - 1), 3600));
    }
    function refused(copy, said) {
      copy.state = "refused";
      copy.said = said;
      keep(copy);
    }
    /** What a server says in its answer, as a short text. */
    function saying(body, names) {
      var found;
      try {
        found = JSON.parse(body);
      } catch (error) {
        return "";
      }
      var said = names.map(function (name) {
        return found && typeof found === "object" && Object.prototype.hasOwnProperty.call(found, name) ? found[name] : undefined;
      }).filter(function (one) { return typeof one === "string" || typeof one === "number"; })[0];
      return said === undefined ? "" : String(said).slice(0, 200);
    }
    function settle(copy, answer, body) {
      var status = { status: answer.status };
      if (answer.ok) {
        copy.state = "sent";
        copy.at = new Date().toISOString();
        copy.reference = saying(body, ["reference"]);
        var location = answer.headers.get("Location");
        var url = null;
        try {
          url = location && new URL(location, answer.url);
        } catch (error) {
          // An address that is none is left out.
        }
        copy.location = url && /^https?:$/.test(url.protocol) ? url.href : "";
        copy.said = "";
        return keep(copy);
      }
      if (answer.status >= 500 || [408, 409, 425, 429].indexOf(answer.status) >= 0) {
        var seconds = Number(answer.headers.get("Retry-After"));
        return again(copy, store.fill(words.sendServer, status), seconds > 0 ? seconds : 0);
      }
      var why = saying(body, ["message", "error", "detail", "title"]);
      refused(copy, store.fill(words.sendRefused, status) + (why ? words.colon + why : ""));
    }
    /** Why nothing came back. A browser does not say; what can be found out is. */
    function failed(copy, late, barred) {
      if (barred) return Promise.resolve(left(copy, words.sendPolicy));
      if (late) return Promise.resolve(again(copy, words.sendTimeout));
      if (!navigator.onLine) return Promise.resolve(again(copy, words.sendOffline));
      var foreign = new URL(settings.url, location.href).origin !== location.origin;
      if (!foreign || location.protocol === "file:") return Promise.resolve(again(copy, words.sendNetwork));
      // A server that answers this, and not the other, does not let pages of this address submit.
      return fetch(settings.url, { method: "HEAD", mode: "no-cors", cache: "no-store" }).then(function () {
        left(copy, words.sendCors);
      }, function () {
        again(copy, words.sendNetwork);
      });
    }

    /** Tries once; what comes of it is told. */
    function send(copy) {
      var now = newest(copy);
      if (!now || now.state === "sent") return now && tell(now);
      copy = now;
      if (busy[copy.id]) return;
      // Another tab is at it.
      if (copy.tab !== tab && Date.now() - copy.tried < LIMIT + 5000) return wait(copy, LIMIT / 1000 + 5);
      clearTimeout(timers[copy.id]);
      delete timers[copy.id];
      busy[copy.id] = true;
      copy.state = "waiting";
      copy.tries += 1;
      copy.tried = Date.now();
      copy.tab = tab;
      keep(copy);
      tell(copy);
      var abort = new AbortController();
      var late = false;
      var barred = false;
      var timer = setTimeout(function () {
        late = true;
        abort.abort();
      }, LIMIT);
      function bar(event) { if (/^connect-src|^default-src/.test(event.effectiveDirective)) barred = true; }
      document.addEventListener("securitypolicyviolation", bar);
      fetch(settings.url, {
        method: "POST", body: copy.body, cache: "no-store", signal: abort.signal,
        headers: { "Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": copy.id }
      }).then(function (answer) {
        return answer.text().then(function (body) { settle(copy, answer, body); });
      }).catch(function () {
        // The violation is told after the failure.
        return new Promise(function (go) { setTimeout(go, 0); }).then(function () { return failed(copy, late, barred); });
      }).then(function () {
        clearTimeout(timer);
        document.removeEventListener("securitypolicyviolation", bar);
        // The other tab may try at once.
        copy.tried = 0;
        keep(copy);
        delete busy[copy.id];
        tell(copy);
      });
    }
    function waiting() {
      var kept = [];
      try {
        kept = store.copies(settings.handbook);
      } catch (error) {
        // Then this page has them all.
      }
      return kept.concat(Object.keys(later).map(function (id) { return later[id]; })).filter(function (copy) { return copy.state === "waiting"; });
    }
    function resume() { waiting().forEach(send); }
    window.addEventListener("online", resume);

    return {
      /** Keeps a new copy and sends it. */
      submit: function (copy) {
        copy.state = "waiting";
        copy.tries = 0;
        copy.tried = 0;
        keep(copy);
        send(copy);
      },
      /** Tries at once, and counts the tries anew. */
      retry: function (copy) {
        var now = newest(copy) || copy;
        now.tries = 0;
        keep(now);
        send(now);
      },
      /** What no server has confirmed yet is tried again. */
      resume: resume,
      isBusy: function (copy) { return !!busy[copy.id]; },
      willRetry: function (copy) { return !!timers[copy.id]; },
      drop: function (copy) {
        clearTimeout(timers[copy.id]);
        delete timers[copy.id];
        delete later[copy.id];
        store.dropCopy(settings.handbook, copy.id);
      }
    };
  }

  /** Whether a page of this address can send at all: fetch() does not work from a folder. */
  sender.works = /^https?:$/.test(location.protocol);
  store.sender = sender;
})();
