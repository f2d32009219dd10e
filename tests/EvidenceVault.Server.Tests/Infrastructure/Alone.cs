namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>Tests that run beside no others, because they measure the process they run in.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
