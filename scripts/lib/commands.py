"""How every command begins and ends: with Vietnamese that gets through, and a sentence in place of a traceback."""

from lib import packages

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from showcase.targets.refusing import Refused

_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết phần đĩa được dùng",
    errno.EFBIG: "tệp lớn quá mức ổ đĩa nhận",
    errno.EACCES: "không được phép đọc hoặc ghi",
    errno.EPERM: "không được phép đọc hoặc ghi",
    errno.EROFS: "nơi này chỉ cho đọc",
    errno.ENOENT: "không thấy",
    errno.ENOTDIR: "không phải thư mục",
    errno.ENAMETOOLONG: "tên dài quá",
    errno.EBUSY: "đang được chương trình khác dùng",
    errno.ELOOP: "liên kết chạy vòng",
}


def models_folder(root: Path) -> Path:
    """The folder of model files: the one of the variable SHOWCASE_MODELS, otherwise `models` of the project."""
    return Path(os.environ.get("SHOWCASE_MODELS") or root / "models").resolve()


def reason(error: OSError) -> str:
    """The reason of an OSError in Vietnamese, with the name of the file: `ổ đĩa đã đầy: site/index.html`."""
    told = _REASONS.get(error.errno or 0) or str(error.strerror or error)
    return f"{told}: {error.filename}" if error.filename else told


def run_command(main: Callable[[], int], failed: str = "Không làm được") -> NoReturn:
    """Run a command and exit with its code; with 2 and a sentence that begins with `failed` when it cannot go on."""
    packages.speak_utf8()
    try:
        code = main()
        sys.stdout.flush()
    except packages.StepFailed as error:
        code = _tell(f"{error.output}\n{failed}: {error}")
    except Refused as error:
        code = _tell(f"{failed}: {error}")
    except BrokenPipeError:
        code = _hang_up()
    except OSError as error:
        code = _tell(f"{failed}: {reason(error)}.")
    except (KeyboardInterrupt, EOFError):
        code = _tell("\nĐã dừng.")
    except Exception as error:
        code = _tell(f"{failed}: {_fault(error)}")
    sys.exit(code)


def _fault(error: Exception) -> str:
    """The problem of a file in an error; any other error is a fault of the program and is shown with its traceback."""
    problem = getattr(error, "problem", None)
    if problem:
        return f"{problem.file}:{problem.line}: {problem.message}"
    traceback.print_exc()
    return "chương trình hỏng; xin gửi các dòng trên cho người phụ trách."


def _tell(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 2


def _hang_up() -> int:
    """End quietly when the reader of the output (`| head`) has closed it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
