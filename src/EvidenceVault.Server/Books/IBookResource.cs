using System.Collections.Immutable;
using EvidenceVault.Domain.Books;
using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Books;

/// <summary>A kind of thing in a book that is put, read and listed by its reference.</summary>
/// <typeparam name="TEvent">The event that a version of it is.</typeparam>
/// <typeparam name="TAnswer">How it is answered: as put, with its reference, version and time.</typeparam>
public interface IBookResource<TEvent, TAnswer>
    where TEvent : class
{
    /// <summary>Its name in addresses, such as <c>mandates</c>.</summary>
    static abstract string Path { get; }

    /// <summary>Its name in operation ids, such as <c>Mandate</c>.</summary>
    static abstract string Name { get; }

    /// <summary>Where it stands in a book.</summary>
    static abstract ImmutableSortedDictionary<string, ImmutableList<Filed<TEvent>>> In(Book book);

    /// <summary>Reads what is put. Notes what is wrong with the fields, and files the texts that the event only names.</summary>
    static abstract TEvent Read(string reference, JsonFields fields, ICollection<FiledText> texts);

    /// <summary>Checks what it refers to outside its book.</summary>
    static virtual ValueTask Check(TEvent put, string principal, Parties parties, ICollection<FieldError> errors, CancellationToken ct) => default;

    /// <summary>Why it may not follow the version before it; null: it may.</summary>
    static virtual Problem? MayFollow(TEvent before, TEvent put) => null;

    /// <summary>Whether a caller may see it.</summary>
    static virtual bool Sees(Caller caller, TEvent filed) => true;

    /// <summary>The hashes of the texts it is answered with.</summary>
    static virtual IEnumerable<string> Texts(TEvent filed) => [];

    /// <summary>How it is answered.</summary>
    static abstract TAnswer Answer(TEvent filed, VersionOf version, IReadOnlyDictionary<string, string> texts);
}
