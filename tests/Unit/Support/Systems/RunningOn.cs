namespace R2.Unit.Support;

public static class RunningOn
{
    public static bool Windows => OperatingSystem.IsWindows();

    public static bool Unix => !Windows;
}
