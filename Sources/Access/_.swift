import CryptoExtras
import Crypto
