DROP FUNCTION bits_similarity(bigint, bigint);
