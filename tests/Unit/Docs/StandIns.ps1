# Format-List, which the bare engine lacks; this one insists that what it is to show exists.
function Format-List {
    param([Parameter(Position = 0)] [string[]] $Property = @(), [Parameter(ValueFromPipeline)] [object] $InputObject)
    process {
        foreach ($name in $Property) {
            if ($InputObject.PSObject.Properties.Name -notcontains $name) { throw "$InputObject has no property '$name'." }
        }
        $InputObject
    }
}
