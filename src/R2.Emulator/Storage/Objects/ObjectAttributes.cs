namespace R2.Emulator.Storage.Objects;

/// <summary>What is kept beside the bytes: given at Put, Copy or CreateMultipartUpload.</summary>
/// <param name="System">Content-Type, Cache-Control, Content-Disposition, Content-Encoding, Content-Language, Expires.</param>
/// <param name="User">The <c>x-amz-meta-*</c> fields without that prefix, decoded.</param>
/// <param name="StorageClass">STANDARD or STANDARD_IA.</param>
/// <param name="CustomerKeyMd5">Base64 MD5 of the customer's key; null when the object is not under SSE-C.</param>
internal sealed record ObjectAttributes(
    IReadOnlyDictionary<string, string> System,
    IReadOnlyDictionary<string, string> User,
    string StorageClass,
    string? CustomerKeyMd5);
