"""Language analysis: text as published in, tokens with offsets and indexed forms out."""
