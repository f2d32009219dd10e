using EvidenceVault.Domain.Clearances;

namespace EvidenceVault.Server.Clearances;

/// <summary>A question on its way to the desk.</summary>
/// <param name="principal">The principal.</param>
/// <param name="phone">The number, E.164.</param>
/// <param name="question">Who wants to call, for what and how.</param>
/// <param name="askedBy">The holder of the key that asks.</param>
/// <param name="keyId">The public id of that key.</param>
/// <param name="abandoned">Whoever asked waits no more.</param>
public sealed class ClearanceRequest(string principal, string phone, ClearanceQuestion question, string askedBy, string keyId, CancellationToken abandoned)
{
    private readonly TaskCompletionSource<ClearanceGiven> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Principal => principal;

    public string Phone => phone;

    public ClearanceQuestion Question => question;

    public string AskedBy => askedBy;

    public string KeyId => keyId;

    /// <summary>Whether nobody waits for the answer any more: then nothing need be decided.</summary>
    public bool IsAbandoned => abandoned.IsCancellationRequested;

    /// <summary>The decision, once it is durable.</summary>
    public Task<ClearanceGiven> Answer => _answer.Task;

    public void Complete(ClearanceGiven given) => _answer.TrySetResult(given);

    public void Fail(Exception e)
    {
        _answer.TrySetException(e);
        // Of an array nobody may come to read this one.
        _ = _answer.Task.Exception;
    }

    public void Abandon() => _answer.TrySetCanceled(abandoned);
}

/// <summary>A decision that is durable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Signature">The vault's signature over it and the number, base64; null where no key is configured.</param>
public sealed record ClearanceGiven(string Id, ClearanceDecision Decision, string? Signature);
