"""Tests of the language: text into syntax trees and back."""
