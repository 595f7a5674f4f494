namespace Springform.Archives;

/// <param name="head">the first bytes of a file</param>
internal delegate bool HeadTest(ReadOnlySpan<byte> head);
