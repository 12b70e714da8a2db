// The value of an expression: a tree as src/render/program.rs writes it, and what its names stand for.
// In: a tree and a scope. Out: a value. It must not know the page; it needs form-decimal.js alone.
//
// A value is null (empty), a decimal number (Big), a text, true or false, or a list of chosen names. Dates are
// texts as browsers write them. Nothing here is ever NaN or Infinity, and nothing throws for what a person types.
//
//   - What is computed of an empty value is empty; so is what is divided by zero, and what has more than 60 digits
//     before the point. `sum avg min max count` pass over the empty cells of a column: a sum of none is 0, a
//     count too, the others are empty.
//   - A number or date compared with an empty one is neither true nor false, but empty. `and`, `or`, `not` keep
//     that where the other side does not decide. What is empty shows nothing (relevant), forbids nothing
//     (constraint), and `if` takes its last value for it. Texts are compared as they are, and `''` is a text; compared
//     with `''` everything says whether it is empty.
//   - Only what is needed is computed: one branch of `if`; of `and` and `or` the second side unless the first decides.
//   - A division keeps 40 decimal places; what is compared, rounded or handed out is first rounded to 20, so
//     that 1 div 3 * 3 is 1. A half is rounded away from zero.
//
// A scope answers `field(name)`, `column(name)`, `own()` with cells, `{ value, filled }` or null, and
// `today()` with a text. `filled` says whether a person has filled in anything that the value comes from.
(function () {
  "use strict";
  var Big = window.Big();
  Big.DP = 40;
  Big.RM = Big.roundHalfUp;
  var MOST_DIGITS = 60;
  var PLACES = 20;
  var MOST_ROUND = 30;
  var SHOWN = 10;

  /** A number as it may be kept: not too long on either side of the point. */
  function kept(number) {
    if (number.e >= MOST_DIGITS) return null;
    return number.c.length - number.e > Big.DP + 1 ? number.round(Big.DP) : number;
  }
  function settled(number) {
    return number.c.length - number.e > PLACES + 1 ? number.round(PLACES) : number;
  }
  /** The number of a text of digits, or null. */
  function number(text) {
    if (!/^-?\d+(\.\d+)?$/.test(text) || text.length > 2 * MOST_DIGITS) return null;
    return kept(new Big(text));
  }

  // Days and times.
  /** A text that is in the order of time, whatever it leaves out. */
  function moment(text) {
    var parts = /^(?:(\d{4,6})-(.*?))??(?:[T ]?(\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?)?$/.exec(text);
    if (!parts) return text;
    var year = parts[1] ? ("00" + parts[1]).slice(-6) + "-" + parts[2] : "";
    return year + (parts[3] ? "T" + parts[3] + ":" + (parts[4] || "00") : "");
  }
  /** Days since 1970, or null. */
  function dayOf(text) {
    var parts = /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ]|$)/.exec(text);
    if (!parts) return null;
    // A year below 100 would be taken for one of the last century.
    var date = new Date(0);
    date.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
    return isNaN(date) ? null : Math.round(date.getTime() / 86400000);
  }

  // Two values of one type.
  function isEmpty(value) { return value === null || value === "" || (Array.isArray(value) && !value.length); }
  /** Below zero, zero or above it; null when one is empty. */
  function order(type, left, right) {
    if (isEmpty(left) || isEmpty(right)) return null;
    if (type === "number") return left instanceof Big && right instanceof Big ? settled(left).cmp(settled(right)) : null;
    var one = moment(String(left));
    var other = moment(String(right));
    return one < other ? -1 : one > other ? 1 : 0;
  }
  function written(value) { return Array.isArray(value) ? value.slice().sort().join("\n") : isEmpty(value) ? "" : String(value); }
  function same(type, left, right) {
    if (type === "empty") return written(left) === written(right);
    if (type === "text" || type === "choices") return written(left) === written(right);
    if (type === "truth") return left === null || right === null ? null : left === right;
    var found = order(type, left, right);
    return found === null ? null : found === 0;
  }
  function not(truth) { return truth === null ? null : !truth; }

  // Two numbers.
  var ARITHMETIC = {
    "+": function (left, right) { return left.plus(right); },
    "-": function (left, right) { return left.minus(right); },
    "*": function (left, right) { return left.times(right); },
    div: function (left, right) { return right.c[0] ? left.div(right) : null; },
    mod: function (left, right) { return right.c[0] ? left.mod(right) : null; }
  };
  var ORDERED = {
    "<": function (found) { return found < 0; }, "<=": function (found) { return found <= 0; },
    ">": function (found) { return found > 0; }, ">=": function (found) { return found >= 0; }
  };

  function Run(scope) {
    this.scope = scope;
    this.named = false;    // whether a field was asked for
    this.filled = false;   // whether one of them had something that a person has filled in
  }
  Run.prototype.cell = function (cell) {
    this.named = true;
    if (!cell || isEmpty(cell.value)) return null;
    if (cell.filled) this.filled = true;
    return cell.value;
  };
  /** The values of a column that are not empty. */
  Run.prototype.column = function (tree) {
    var run = this;
    this.named = true;
    var found = [];
    if (tree[0] !== "c") return found;
    this.scope.column(tree[1]).forEach(function (cell) {
      var value = run.cell(cell);
      if (value !== null) found.push(value);
    });
    return found;
  };
  Run.prototype.number = function (tree) {
    var found = this.value(tree);
    return found instanceof Big ? found : null;
  };
  Run.prototype.truth = function (tree) {
    var found = this.value(tree);
    return typeof found === "boolean" ? found : null;
  };
  Run.prototype.both = function (tree) {
    var left = this.number(tree[1]);
    var right = this.number(tree[2]);
    if (left === null || right === null) return null;
    var found = ARITHMETIC[tree[0]](left, right);
    return found && kept(found);
  };
  Run.prototype.compared = function (tree) {
    var left = this.value(tree[2]);
    var right = this.value(tree[3]);
    if (tree[0] === "=") return same(tree[1], left, right);
    if (tree[0] === "!=") return not(same(tree[1], left, right));
    var found = order(tree[1], left, right);
    return found === null ? null : ORDERED[tree[0]](found);
  };
  /** `and` and `or`: the first side decides when it is `deciding`. */
  Run.prototype.joined = function (tree, deciding) {
    var left = this.truth(tree[1]);
    if (left === deciding) return deciding;
    var right = this.truth(tree[2]);
    if (right === deciding) return deciding;
    return left === null || right === null ? null : !deciding;
  };
  Run.prototype.extreme = function (tree, sign) {
    var best = null;
    for (var at = 2; at < tree.length; at += 1) {
      var several = tree[at][0] === "c";
      var found = several ? this.column(tree[at]) : [this.value(tree[at])];
      for (var one = 0; one < found.length; one += 1) {
        // A value that is missing might have been the greatest; a cell that is empty is no value.
        if (isEmpty(found[one])) return null;
        if (best === null || order(tree[1], found[one], best) * sign > 0) best = found[one];
      }
    }
    return best;
  };
  function sum(numbers) {
    return numbers.reduce(function (total, one) { return total && one instanceof Big ? kept(total.plus(one)) : total; }, new Big("0"));
  }
  var FUNCTIONS = {
    "if": function (run, tree) { return run.value(run.truth(tree[1]) === true ? tree[2] : tree[3]); },
    not: function (run, tree) { return not(run.truth(tree[1])); },
    round: function (run, tree) {
      var value = run.number(tree[1]);
      var places = run.number(tree[2]);
      if (value === null || places === null) return null;
      var whole = Math.max(-MOST_ROUND, Math.min(MOST_ROUND, Math.trunc(places.toNumber())));
      return settled(value).round(whole);
    },
    sum: function (run, tree) { return sum(run.column(tree[1])); },
    count: function (run, tree) { return new Big(String(run.column(tree[1]).length)); },
    avg: function (run, tree) {
      var found = run.column(tree[1]);
      var total = found.length ? sum(found) : null;
      return total && kept(total.div(new Big(String(found.length))));
    },
    min: function (run, tree) { return run.extreme(tree, -1); },
    max: function (run, tree) { return run.extreme(tree, 1); },
    "days-between": function (run, tree) {
      var from = run.value(tree[1]);
      var to = run.value(tree[2]);
      var first = isEmpty(from) ? null : dayOf(String(from));
      var last = isEmpty(to) ? null : dayOf(String(to));
      return first === null || last === null ? null : new Big(String(last - first));
    },
    selected: function (run, tree) {
      var set = run.value(tree[1]);
      var choice = run.value(tree[2]);
      if (isEmpty(set) || isEmpty(choice)) return false;
      return Array.isArray(set) ? set.indexOf(choice) >= 0 : set === choice;
    },
    today: function (run) { return run.scope.today(); }
  };
  Run.prototype.value = function (tree) {
    var word = tree[0];
    switch (word) {
      // The number of a tree is made once.
      case "n": return tree.number || (tree.number = number(tree[1]));
      case "t": case "b": return tree[1];
      case "f": return this.cell(this.scope.field(tree[1]));
      case ".": return this.cell(this.scope.own());
      case "neg": {
        var inner = this.number(tree[1]);
        return inner && inner.neg();
      }
      case "and": return this.joined(tree, false);
      case "or": return this.joined(tree, true);
      case "=": case "!=": case "<": case "<=": case ">": case ">=": return this.compared(tree);
      case "+": case "-": case "*": case "div": case "mod": return this.both(tree);
    }
    // A page of a form that has mistakes may name a function that is none.
    return Object.prototype.hasOwnProperty.call(FUNCTIONS, word) ? FUNCTIONS[word](this, tree) : null;
  };

  /** The value of a tree as a cell; `filled` when a person has filled in anything it comes from, or when it names no field. */
  function calculate(tree, scope) {
    var run = new Run(scope);
    var value = run.value(tree);
    if (value instanceof Big) value = settled(value);
    return { value: isEmpty(value) ? null : value, filled: run.filled || !run.named };
  }
  /** Whether a condition holds: true, false or null. */
  function condition(tree, scope) { return new Run(scope).truth(tree); }

  function placesOf(number) { return Math.max(0, number.c.length - number.e - 1); }
  /** The most decimal places that any of these numbers has, of those that are shown. */
  function places(numbers) {
    return numbers.reduce(function (most, one) { return Math.max(most, placesOf(one.round(SHOWN))); }, 0);
  }
  /** A value as people read it: no exponent, at least so many decimal places, and at most ten. */
  function shown(value, least) {
    if (isEmpty(value)) return "";
    if (!(value instanceof Big)) return Array.isArray(value) ? value.join(" ") : String(value);
    var plain = settled(value).round(Math.max(least || 0, SHOWN));
    return plain.toFixed(Math.max(least || 0, placesOf(plain)));
  }
  function sameValue(left, right) {
    if (left instanceof Big && right instanceof Big) return left.eq(right);
    return Array.isArray(left) || Array.isArray(right) ? written(left) === written(right) && isEmpty(left) === isEmpty(right) : left === right;
  }

  window.procbookEvaluate = {
    calculate: calculate, condition: condition, number: number, shown: shown, places: places, sum: sum, same: sameValue, isNumber: function (value) { return value instanceof Big; }
  };
})();
