// Put at the end of every page by serve.py: shows a change as soon as it is there, and says what is still under way.

(() => {
  const script = document.currentScript;
  const { state, settled } = script.dataset;
  const address = new URL("trang-thai", script.src);
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  Object.assign(note.style, {
    position: "fixed",
    bottom: "0",
    left: "0",
    right: "0",
    margin: "0",
    padding: "0.5rem 1rem",
    background: "#1f2937",
    color: "#fff",
    zIndex: "1000",
    whiteSpace: "pre-wrap",
  });

  function show(told) {
    const waits = told.settled !== told.state && "Đang cập nhật tìm kiếm, bản đồ và dữ liệu…";
    note.textContent = told.fault || waits || "";
    if (note.textContent) document.body.append(note);
    else note.remove();
  }

  async function watch(known) {
    try {
      const query = new URLSearchParams(known);
      const told = await (await fetch(`${address}?${query}`)).json();
      const isOld = String(told.state) !== state || (settled !== "" && String(told.settled) !== settled);
      if (isOld && !told.fault) return location.reload();
      show(told);
      watch({ state: told.state, settled: told.settled });
    } catch {
      // The server has ended or begins anew.
      setTimeout(() => watch({ state: 0, settled: 0 }), 1000);
    }
  }

  watch({ state: 0, settled: 0 });
})();
