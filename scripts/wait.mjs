const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="3">
<title>Proofsheet</title>
<p style="font-family: system-ui; text-align: center; margin-top: 40vh">Proofsheet is being built: this page reloads.</p>
</html>
`;

/** Answers a request while the program is not there yet (503): a page that reloads, and to supervisors the reason. */
export function askToWait(request, response) {
  const health = ["/api/health", "/api/ready"].includes(request.url);
  response.writeHead(503, {
    "Content-Type": health ? "application/json" : "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Retry-After": "5",
    // The next request on this connection is for the program itself.
    Connection: "close",
  });
  response.end(health ? JSON.stringify({ status: "unavailable", reason: "starting" }) : PAGE);
}
