namespace R2.Emulator.Storage.Objects;

/// <summary>Attributes of an object: stated by PutObject, CopyObject or CreateMultipartUpload.</summary>
/// <param name="System">Content-Type, Cache-Control, Content-Disposition, Content-Encoding, Content-Language, Expires.</param>
/// <param name="User">The <c>x-amz-meta-*</c> fields without that prefix, decoded.</param>
/// <param name="StorageClass">STANDARD or STANDARD_IA.</param>
/// <param name="CustomerKeyMd5">Base64 MD5 of the customer's key; null without SSE-C.</param>
internal sealed record ObjectAttributes(
    IReadOnlyDictionary<string, string> System,
    IReadOnlyDictionary<string, string> User,
    string StorageClass,
    string? CustomerKeyMd5);
