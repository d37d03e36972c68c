using System.Management.Automation;

namespace R2.Cmdlets.Pipeline;

/// <summary>Whether anybody reads a stream, so that nothing is made for nobody.</summary>
internal static class Preference
{
    /// <param name="cmdlet">Cmdlet.</param>
    /// <param name="stream">Verbose, Debug or WhatIf: the common parameter, or else the preference variable.</param>
    public static bool IsOn(PSCmdlet cmdlet, string stream)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(stream, out object? bound))
        {
            return bound is SwitchParameter { IsPresent: true };
        }

        object? preference = cmdlet.GetVariableValue(stream + "Preference");
        return preference is bool or SwitchParameter ? LanguagePrimitives.IsTrue(preference) : LanguagePrimitives.TryConvertTo(preference, out ActionPreference action) && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
