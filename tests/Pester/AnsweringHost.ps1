using namespace System.Management.Automation.Host
# A host that answers every question in one way and remembers what it was asked. It shows nothing.
[NoRunspaceAffinity()]
class AnsweringUI : PSHostUserInterface {
    [int] $Answer
    [Collections.Generic.List[string]] $Questions
    [PSHostRawUserInterface] get_RawUI() { return $null }
    [int] PromptForChoice([string] $caption, [string] $message, [Collections.ObjectModel.Collection[ChoiceDescription]] $choices, [int] $default) {
        $this.Questions.Add(($message -split '\r?\n')[-1])
        return $this.Answer
    }
    [Collections.Generic.Dictionary[string, psobject]] Prompt([string] $a, [string] $b, [Collections.ObjectModel.Collection[FieldDescription]] $c) { throw [NotSupportedException]::new() }
    [pscredential] PromptForCredential([string] $a, [string] $b, [string] $c, [string] $d) { throw [NotSupportedException]::new() }
    [pscredential] PromptForCredential([string] $a, [string] $b, [string] $c, [string] $d, [Management.Automation.PSCredentialTypes] $e, [Management.Automation.PSCredentialUIOptions] $f) { throw [NotSupportedException]::new() }
    [string] ReadLine() { throw [NotSupportedException]::new() }
    [securestring] ReadLineAsSecureString() { throw [NotSupportedException]::new() }
    [void] Write([string] $a) {}
    [void] Write([ConsoleColor] $a, [ConsoleColor] $b, [string] $c) {}
    [void] WriteLine([string] $a) {}
    [void] WriteErrorLine([string] $a) {}
    [void] WriteDebugLine([string] $a) {}
    [void] WriteVerboseLine([string] $a) {}
    [void] WriteWarningLine([string] $a) {}
    [void] WriteProgress([long] $a, [Management.Automation.ProgressRecord] $b) {}
}
[NoRunspaceAffinity()]
class AnsweringHost : PSHost {
    [AnsweringUI] $Answers
    AnsweringHost([int] $answer, [Collections.Generic.List[string]] $questions) { $this.Answers = [AnsweringUI] @{ Answer = $answer; Questions = $questions } }
    [guid] $Id = [guid]::NewGuid()
    [guid] get_InstanceId() { return $this.Id }
    [string] get_Name() { return 'Answers' }
    [version] get_Version() { return '1.0' }
    [PSHostUserInterface] get_UI() { return $this.Answers }
    [cultureinfo] get_CurrentCulture() { return [cultureinfo]::InvariantCulture }
    [cultureinfo] get_CurrentUICulture() { return [cultureinfo]::InvariantCulture }
    [void] EnterNestedPrompt() {}
    [void] ExitNestedPrompt() {}
    [void] NotifyBeginApplication() {}
    [void] NotifyEndApplication() {}
    [void] SetShouldExit([int] $a) {}
}
