from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
SEEDS = ROOT.parent / "shared" / "seeds"

pytest_plugins = [
    "tests.plugins.garbage",
    "tests.plugins.migrated",
    "tests.plugins.profiles",
    "tests.plugins.skips",
    "tests.plugins.database",
    "tests.cast",
]
