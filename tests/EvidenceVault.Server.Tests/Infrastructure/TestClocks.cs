using EvidenceVault.Server.Retention;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>Sets all the clocks of a server.</summary>
public static class TestClocks
{
    /// <summary>The server goes by this clock alone, in what it destroys too: the database's own cannot be set.</summary>
    public static IServiceCollection GoBy(this IServiceCollection services, IClock clock) => services
        .AddSingleton(clock)
        .AddSingleton(new DestructionClock(clock, _ => Task.FromResult(clock.GetCurrentInstant())));
}
