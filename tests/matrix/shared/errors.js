// A classic script, loaded first: posts the errors that stop the page before its tests run.
for (const type of ["error", "unhandledrejection"]) {
  addEventListener(
    type,
    (event) => {
      if (globalThis.reporting) return; // from here on it belongs to a test
      const error = String(
        event.error?.stack ??
          event.reason?.stack ??
          event.message ??
          event.reason ??
          `${event.target?.src ?? "a resource"} did not load`,
      );
      fetch(new URLSearchParams(location.search).get("to"), {
        method: "POST",
        body: JSON.stringify([{ name: "loads", ok: false, error }]),
      });
    },
    true,
  );
}
