namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that works in one bucket: the one named, that of a place in a drive, or the connection's own. See <see cref="R2Cmdlet.RequireBucket"/>.</summary>
internal interface IBucketCmdlet
{
    public string? BucketName { get; set; }
}
