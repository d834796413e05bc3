namespace Sbm.Core.Firebase.Http;

/// <summary>Reads the body of an answer piece by piece, keeping no more of it than it needs. One answer's own.</summary>
internal interface IAnswerReader
{
    /// <summary>Takes the next piece.</summary>
    /// <returns>False if this is not the answer that was hoped for, whatever follows: reading stops.</returns>
    bool Add(ReadOnlySpan<byte> piece);

    /// <summary>Whether the body, which is whole now, is the answer that was hoped for.</summary>
    bool Finish();
}
