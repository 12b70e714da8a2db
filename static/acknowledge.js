// “I have read”: a file or a mail that says who has read which version of a document, made on this machine alone.
// `procbook acknowledgements` reads both. The checksum finds what was changed by accident; it is no signature, and
// nothing here pretends to be one. The name is remembered on this machine.
(function () {
  "use strict";
  var form = document.querySelector("form.acknowledge");
  if (!form) return;
  var words = form.dataset;
  var fields = form.elements;
  var said = form.querySelector(".acknowledge-said");
  var PERSON = "procbook-reader";
  var READ = "procbook-read:" + words.handbook;
  // The lines over which the checksum is made, in this order; src/acknowledgement/ reads the same.
  var LINES = ["handbook", "code", "title", "version", "release", "name", "number", "department", "read_at", "statement"];

  /** What is kept under a name on this machine. */
  function kept(name) {
    try {
      var value = JSON.parse(localStorage.getItem(name));
      return value && typeof value === "object" ? value : {};
    } catch (error) {
      return {};
    }
  }
  function keep(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch (error) {
      // A browser that keeps nothing asks again next time.
    }
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }
  /** The time on the wall here, with how far it is from UTC. */
  function stamp(now) {
    var minutes = -now.getTimezoneOffset();
    var ahead = Math.abs(minutes);
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate()) +
      "T" + two(now.getHours()) + ":" + two(now.getMinutes()) + ":" + two(now.getSeconds()) +
      (minutes < 0 ? "-" : "+") + two(Math.floor(ahead / 60)) + ":" + two(ahead % 60);
  }
  /** Words on one line. */
  function line(text) { return (text || "").replace(/\s+/g, " ").trim(); }

  // The browser's own SHA-256 is not there on plain http:// addresses.
  function sha256(text) {
    function root(number, power) { return Math.floor((Math.pow(number, power) % 1) * 4294967296) | 0; }
    var constants = [];
    var hash = [];
    for (var prime = 2; constants.length < 64; prime += 1) {
      var composite = false;
      for (var by = 2; by * by <= prime; by += 1) if (prime % by === 0) composite = true;
      if (composite) continue;
      if (hash.length < 8) hash.push(root(prime, 1 / 2));
      constants.push(root(prime, 1 / 3));
    }
    var bytes = Array.prototype.slice.call(new TextEncoder().encode(text));
    var bits = bytes.length * 8;
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (var shift = 56; shift >= 0; shift -= 8) bytes.push(Math.floor(bits / Math.pow(2, shift)) & 255);
    function turn(value, by) { return (value >>> by) | (value << (32 - by)); }
    for (var block = 0; block < bytes.length; block += 64) {
      var schedule = [];
      var state = hash.slice();
      for (var at = 0; at < 64; at += 1) {
        if (at < 16) {
          var from = block + at * 4;
          schedule.push((bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3]);
        } else {
          var early = schedule[at - 15];
          var late = schedule[at - 2];
          var small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
          var large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
          schedule.push((schedule[at - 16] + small + schedule[at - 7] + large) | 0);
        }
        var e = state[4];
        var a = state[0];
        var one = (state[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & state[5]) ^ (~e & state[6])) + constants[at] + schedule[at]) | 0;
        var other = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2]))) | 0;
        state = [(one + other) | 0, a, state[1], state[2], (state[3] + one) | 0, e, state[5], state[6]];
      }
      hash = hash.map(function (value, index) { return (value + state[index]) | 0; });
    }
    return hash.map(function (value) { return ("0000000" + (value >>> 0).toString(16)).slice(-8); }).join("");
  }

  function record() {
    var made = { format: 1, kind: "acknowledgement" };
    var values = {
      handbook: words.handbook, code: words.code, title: words.title, version: words.version, release: words.release,
      name: fields.name.value, number: fields.number.value, department: fields.department.value,
      read_at: stamp(new Date()), statement: words.statement
    };
    LINES.forEach(function (name) { made[name] = line(values[name]); });
    made.sha256 = sha256(text(made));
    return made;
  }
  /** The lines that the checksum is over, which are also what a mail says. */
  function text(made) {
    return "procbook acknowledgement 1\n" + LINES.map(function (name) { return name + ": " + made[name] + "\n"; }).join("");
  }

  function save(made) {
    var name = [words.file, made.code, made.version || made.release, made.number || made.name].filter(Boolean).join("-");
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 2) + "\n"], { type: "application/json" }));
    link.download = name.replace(/[\\/:*?"<>|\s]+/g, "_") + ".json";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    said.textContent = words.done.replace("{file}", link.download);
  }
  function mail(made) {
    var subject = words.subject.replace("{what}", [made.code, made.title, made.version].filter(Boolean).join(" ")).replace("{name}", made.name);
    var body = (text(made) + "sha256: " + made.sha256 + "\n").replace(/\n/g, "\r\n");
    location.href = "mailto:" + words.mail + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(body);
    said.textContent = words.mailed;
  }

  var person = kept(PERSON);
  ["name", "number", "department"].forEach(function (name) { fields[name].value = person[name] || ""; });
  var before = kept(READ)[words.code];
  if (before) {
    said.textContent = words.before.replace("{date}", String(before.read_at).slice(0, 10)).replace("{version}", before.version || before.release);
  }
  form.hidden = false;
  form.noValidate = true;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!line(fields.name.value)) {
      said.textContent = "";
      fields.name.setCustomValidity(words.needed);
      fields.name.reportValidity();
      return;
    }
    var made = record();
    keep(PERSON, { name: made.name, number: made.number, department: made.department });
    var read = kept(READ);
    read[words.code] = { version: made.version, release: made.release, read_at: made.read_at };
    keep(READ, read);
    if (event.submitter && event.submitter.value === "mail") mail(made);
    else save(made);
  });
  fields.name.addEventListener("input", function () { fields.name.setCustomValidity(""); });
})();
