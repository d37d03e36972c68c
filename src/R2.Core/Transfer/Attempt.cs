namespace R2.Transfer;

/// <summary>One of the attempts that a transfer makes for a request.</summary>
/// <param name="Client">Client to send the request with: it says which attempt it is.</param>
/// <param name="Number">Number of the attempt, from 1.</param>
/// <param name="MayBeDone">Whether one before may have done what was asked, its answer lost; what was refused has done nothing.</param>
internal readonly record struct Attempt(R2Client Client, int Number, bool MayBeDone);
