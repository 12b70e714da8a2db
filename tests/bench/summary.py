"""What the runs of tests/bench/run say: time and its spread, the ratio to Hugo, peak memory, growth."""
import json, math, os, shutil, subprocess, sys

work, procbook, hugo, *sizes = sys.argv[1:]


def peak(command):
    """Peak memory of one cold run, in MB; in a child of its own, because the system keeps the highest of all children."""
    for folder in ("pb", "hg"):
        shutil.rmtree(os.path.join(work, folder), ignore_errors=True)
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)")
    return int(subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True).stdout)


print(f"\n{'pages':>7} {'procbook':>16} {'hugo':>16} {'ratio':>6} {'memory':>8} {'hugo':>8}")
medians = []
for size in sizes:
    with open(os.path.join(work, f"{size}.json"), encoding="utf-8") as file:
        results = {result["command"]: result for result in json.load(file)["results"]}
    mine, other = results["procbook"], results["hugo"]
    medians.append((int(size), mine["median"], other["median"]))
    shown = [f"{r['median']:.3f} ± {r['stddev'] or 0:.3f} s" for r in (mine, other)]
    memory = [peak([procbook, "build", "--root", f"{work}/{size}/procbook", "--out", f"{work}/pb"]),
              peak([hugo, "--quiet", "-s", f"{work}/{size}/hugo", "-d", f"{work}/hg"])]
    print(f"{size:>7} {shown[0]:>16} {shown[1]:>16} {mine['median'] / other['median']:>6.2f} {memory[0]:>5} MB {memory[1]:>5} MB")
for (small, mine, other), (large, mine_large, other_large) in zip(medians, medians[1:]):
    growth = [math.log(b / a) / math.log(large / small) for a, b in ((mine, mine_large), (other, other_large))]
    print(f"growth from {small} to {large} pages: exponent {growth[0]:.2f} (Hugo {growth[1]:.2f})")
