"""What every browser test does: it says, a line each, what users rely on, and whether it holds."""
import contextlib, sys

passed = failed = 0


@contextlib.contextmanager
def says(sentence):
    global passed, failed
    try:
        yield
    except Exception as problem:
        failed += 1
        print(f"FAILED  {sentence}\n        {type(problem).__name__}: {str(problem)[:1500]}", flush=True)
    else:
        passed += 1
        print(f"ok      {sentence}", flush=True)


def same(found, wanted):
    assert found == wanted, f"{found!r}, not {wanted!r}"


def leave():
    """Tells how many hold; the exit status says whether all do."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
