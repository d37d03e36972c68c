using R2.Fuzz;

// R2.Fuzz [--seconds 60] [--seed 1] [--target xml] [--input file] [--plain true] [--afl true]: see FuzzOptions and ../../docs/proof.md
return Instrumented.Run(args) ?? FuzzProgram.Start(args);
