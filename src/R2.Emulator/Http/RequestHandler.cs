using R2.Emulator.Http.Messages;

namespace R2.Emulator.Http;

/// <summary>Handles one request.</summary>
internal delegate Task<Exchange> RequestHandler(HttpRequest request, CancellationToken cancellationToken);
