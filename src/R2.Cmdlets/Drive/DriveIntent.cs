
namespace R2.Cmdlets.Drive;

/// <summary>What a command asks a path for, which decides what is looked at first.</summary>
internal enum DriveIntent
{
    /// <summary>To go there or to list it.</summary>
    Folder,

    /// <summary>To do something with an item.</summary>
    Object,

    /// <summary>To know whether it exists.</summary>
    Test,

    /// <summary>To read or to write it: that request itself says whether it exists.</summary>
    Content,
}
