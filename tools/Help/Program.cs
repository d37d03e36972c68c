using R2.Help;

// R2.Help update | check
return args is [] or ["update"] ? new HelpFiles().Update(Console.Out)
    : args is ["check"] ? new HelpFiles().Check(Console.Error)
    : Usage();

static int Usage()
{
    Console.Error.WriteLine("""
        R2.Help update    brings syntax and metadata of docs/help up to the built module, then writes en-US/R2.Cmdlets.dll-Help.xml and the list of docs/README.md
        R2.Help check     says which of these files are not what update would write, and ends with 1 if there are any
        """);
    return 64;
}
